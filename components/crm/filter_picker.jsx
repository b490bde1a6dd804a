import { createElement as h, useEffect, useId, useRef, useState } from "react";
import { Plus } from "lucide-react";
import { useT } from "$/public/external/components/ui/text/language.js";

const BARE = ["is_empty", "is_not_empty"];
const TYPES = { number: "number", money: "number", text: "text", tags: "text" };

const options = (t, items) => items.map(({ value, label }) => h("option", { key: value, value }, t(label)));

// Closes by Escape, by a click elsewhere, and when the focus goes elsewhere.
function useLeaving(box, open, close) {
  useEffect(() => {
    if (!open) return undefined;
    const press = (event) => event.key === "Escape" && close();
    const away = (event) => box.current?.contains(event.target) || close(false);
    document.addEventListener("keydown", press);
    document.addEventListener("pointerdown", away);
    return () => {
      document.removeEventListener("keydown", press);
      document.removeEventListener("pointerdown", away);
    };
  }, [open]);
}

function Value({ t, field, operator, people, name }) {
  const select = (items) => h("select", { className: "input select", name, key: field.value }, options(t, items));
  if (BARE.includes(operator)) return null;
  if (field.kind === "id") return select(people);
  if (field.kind === "boolean") return select([{ value: "true", label: "yes" }, { value: "false", label: "no" }]);
  if (field.kind === "choice" || operator === "within") return select(field.choices);
  const type = TYPES[field.kind] ?? "date";
  const props = { className: "input", name, type, required: true, autoFocus: true, maxLength: 200, step: "any" };
  return h("input", { ...props, key: `${field.value}-${type}`, "aria-label": t("Value") });
}

function Panel({ fields, people, onDone }) {
  const t = useT();
  const id = useId();
  const [at, setAt] = useState(0);
  const [operator, setOperator] = useState("");
  const field = fields[at];
  const chosen = field.operators.some(({ value }) => value === operator) ? operator : field.operators[0].value;
  const submit = (event) => {
    event.preventDefault();
    const value = new FormData(event.currentTarget).get("value");
    onDone(field.value, chosen, BARE.includes(chosen) ? true : field.kind === "boolean" ? value === "true" : value);
  };
  const pick = { className: "input select", autoFocus: true, value: at, "aria-label": t("Field"), onChange: (event) => setAt(Number(event.target.value)) };
  const how = { className: "input select", value: chosen, "aria-label": t("Comparison"), onChange: (event) => setOperator(event.target.value) };
  const names = fields.map(({ label }, index) => h("option", { key: index, value: index }, t(label)));
  return h(
    "form",
    { className: "popover", onSubmit: submit, role: "dialog", "aria-labelledby": id },
    h("strong", { id }, t("Show only where")),
    h("select", pick, names),
    h("select", how, options(t, field.operators)),
    h(Value, { t, field, operator: chosen, people, name: "value" }),
    h("button", { className: "btn btn-primary", type: "submit" }, t("Add filter")),
  );
}

export function FilterPicker({ fields, people, onAdd }) {
  const t = useT();
  const box = useRef(null);
  const [open, setOpen] = useState(false);
  const close = (back = true) => {
    setOpen(false);
    if (back) box.current?.querySelector("button")?.focus();
  };
  useLeaving(box, open, close);
  const done = (field, operator, value) => {
    close();
    onAdd(field, operator, value);
  };
  const props = { type: "button", className: "btn btn-plain", "aria-expanded": open, onClick: () => setOpen(!open) };
  const face = h("button", props, h(Plus, { size: 15, strokeWidth: 1.75, "aria-hidden": true }), h("span", {}, t("Filter")));
  return h("span", { ref: box, className: "has-popover" }, face, open && fields.length ? h(Panel, { fields, people, onDone: done }) : null);
}
