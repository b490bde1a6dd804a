import { createElement as h, useEffect, useState } from "react";
import * as Drop from "@radix-ui/react-dropdown-menu";
import { Check, Columns3 } from "lucide-react";
import { useT } from "$/public/external/components/ui/text/language.js";

const first = (columns) => columns.filter(({ off }) => off).map(({ key }) => key);

function kept(place, columns) {
  try {
    const found = JSON.parse(localStorage.getItem(place));
    return Array.isArray(found) ? found : first(columns);
  } catch {
    return first(columns);
  }
}

// The table knows nothing of it: columns are hidden by their place in the row, and no server is asked.
const rules = (name, columns, hidden) =>
  columns
    .filter(({ key }) => hidden.includes(key))
    .map(({ place }) => `.list-${name} .table tr > :nth-child(${place}) { display: none !important; }`)
    .join("\n");

export function ColumnPicker({ name, columns }) {
  const t = useT();
  const place = `steward-columns-${name}`;
  const [hidden, setHidden] = useState(() => first(columns));
  useEffect(() => setHidden(kept(place, columns)), []);
  const toggle = (key, on) => {
    const next = on ? hidden.filter((one) => one !== key) : [...hidden, key];
    localStorage.setItem(place, JSON.stringify(next));
    setHidden(next);
  };
  const item = ({ key, label }) => {
    const checked = !hidden.includes(key);
    const props = { key, checked, className: "menu-item", onCheckedChange: (on) => toggle(key, on), onSelect: (event) => event.preventDefault() };
    const mark = checked ? h(Check, { size: 15, "aria-hidden": true }) : h("span", { className: "menu-gap" });
    return h(Drop.CheckboxItem, props, mark, h("span", {}, label));
  };
  const icon = h(Columns3, { size: 15, strokeWidth: 1.75, "aria-hidden": true });
  const face = h(Drop.Trigger, { className: "btn btn-plain" }, icon, h("span", {}, t("Columns")));
  const box = h(Drop.Content, { className: "menu", align: "start", sideOffset: 6, collisionPadding: 8 }, columns.map(item));
  return h(Drop.Root, { modal: false }, face, h(Drop.Portal, null, box), h("style", {}, rules(name, columns, hidden)));
}
