import { createElement as h } from "react";
import { Link } from "react-router";
import { Clock } from "lucide-react";
import { useSortable } from "@dnd-kit/sortable";
import { CSS } from "@dnd-kit/utilities";

export function Face({ card }) {
  const next = card.next ? h("span", { className: "board-next" }, card.next) : null;
  const owner = card.initials ? h("span", { className: "avatar", title: card.owner }, card.initials) : null;
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
}

const classes = (card, held) => `board-card${card.reason ? " rotting" : ""}${held ? " held" : ""}`;

export function Card({ card }) {
  const { setNodeRef, listeners, attributes, transform, transition, isDragging } = useSortable({ id: card.id });
  const style = { transform: CSS.Translate.toString(transform), transition };
  const props = { ref: setNodeRef, style, className: classes(card, isDragging), "data-card": card.id, ...attributes, ...listeners };
  return h("li", { ...props, "aria-label": `${card.title}, ${card.company ?? ""}, ${card.money ?? ""}` }, h(Face, { card }));
}

export const Carried = ({ card }) => h("div", { className: `${classes(card, false)} lifted` }, h(Face, { card }));
