import { createElement as h, useEffect, useRef, useState } from "react";
import { useT } from "$/public/external/components/ui/text/language.js";
import { iconOf } from "./faces.jsx";

const LINE = { size: 15, strokeWidth: 1.75, "aria-hidden": true };
export const DRAGGED = "application/steward-step";

const keyOf = (kind) => kind.action ?? kind.type;

function fitting(t, kinds, query) {
  const words = query.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (kind) => words.every((word) => `${t(kind.title)} ${keyOf(kind)} ${t(kind.group)}`.toLowerCase().includes(word));
  const groups = new Map();
  kinds.filter(fits).forEach((kind) => groups.set(kind.group, [...(groups.get(kind.group) ?? []), kind]));
  return [...groups];
}

// The list of steps that can be added: searched, clicked, or dragged onto the canvas.
export function Picker({ kinds, onChoose, onClose, focus }) {
  const t = useT();
  const [query, setQuery] = useState("");
  const box = useRef(null);
  useEffect(() => {
    if (focus) box.current?.focus();
  }, [focus]);
  const groups = fitting(t, kinds, query);
  const first = groups[0]?.[1][0];
  const keys = (event) => {
    if (event.key === "Enter" && first) onChoose(first);
    if (event.key === "Escape") onClose();
  };
  const line = (kind) => {
    const drag = (event) => event.dataTransfer.setData(DRAGGED, keyOf(kind));
    return h("button", { key: keyOf(kind), type: "button", className: "flow-kind", draggable: true, title: kind.hint ? t(kind.hint) : undefined, onDragStart: drag, onClick: () => onChoose(kind) }, h(iconOf(kind.type), LINE), h("span", null, t(kind.title)));
  };
  const search = h("input", { ref: box, className: "input", type: "search", value: query, placeholder: t("Find a step"), "aria-label": t("Find a step"), onKeyDown: keys, onChange: (event) => setQuery(event.target.value) });
  const list = groups.map(([group, members]) => h("section", { key: group }, h("h3", null, t(group)), members.map(line)));
  const none = groups.length === 0 && h("p", { className: "meta" }, t("Nothing found. Try fewer letters."));
  return h("aside", { className: "flow-picker", "aria-label": t("Steps to add") }, search, h("div", { className: "flow-kinds" }, list, none));
}
