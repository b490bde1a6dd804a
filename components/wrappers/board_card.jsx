import { createContext, createElement as h, memo, useContext } from "react";
import { Link, useNavigate } from "react-router";
import { Clock } from "lucide-react";
import { useSortable } from "@dnd-kit/sortable";
import { CSS } from "@dnd-kit/utilities";

export const Faces = createContext({});

const Owner = ({ card }) => {
  const picture = useContext(Faces)[card.whose];
  const shown = picture ? h("img", { src: picture, alt: "", draggable: false }) : null;
  return h("span", { className: "avatar", title: card.owner }, card.initials, shown);
};

export const Face = memo(({ card }) => {
  const next = card.next ? h("span", { className: "board-next" }, card.next) : null;
  const owner = card.initials ? h(Owner, { card }) : null;
  const reason = card.reason
    ? h("p", { className: "badge badge-red" }, h(Clock, { size: 12, "aria-hidden": true }), card.reason)
    : null;
  const title = card.href ? h(Link, { to: card.href, draggable: false }, card.title) : card.title;
  return [
    h("strong", { key: "title" }, title),
    h("p", { key: "company" }, card.company),
    h("footer", { key: "foot" }, h("b", null, card.money), next, owner),
    h("div", { key: "reason" }, reason),
  ];
});

const classes = (card, held) => `board-card${card.reason ? " rotting" : ""}${held ? " held" : ""}`;

export const Card = memo(({ card }) => {
  const navigate = useNavigate();
  const sortable = useSortable({ id: card.id, attributes: { role: "listitem" } });
  const { setNodeRef, setActivatorNodeRef, listeners, attributes, transform, transition, isDragging } = sortable;
  const grip = (node) => {
    setNodeRef(node);
    setActivatorNodeRef(node);
  };
  const press = (event) => {
    if (event.key === "Enter" && event.target === event.currentTarget && !isDragging && card.href) navigate(card.href);
    else listeners?.onKeyDown?.(event);
  };
  const style = { transform: CSS.Translate.toString(transform), transition };
  const props = { ref: grip, style, className: classes(card, isDragging), "data-card": card.id, ...attributes, ...listeners };
  return h("div", { ...props, onKeyDown: press }, h(Face, { card }));
});

export const Carried = ({ card }) => h("div", { className: `${classes(card, false)} lifted` }, h(Face, { card }));
