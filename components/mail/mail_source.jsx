import { createElement as h } from "react";
import { useT } from "$/public/external/components/ui/text/language.js";

// The lines behind the field have its font and width: they give it its height, its numbers and the marks of what is wrong.
export function Source({ value, onChange, faults, label, inputRef, readOnly }) {
  const wrong = new Set(faults.map((fault) => fault.line));
  const shown = value.split("\n").map((line, at) => h("div", { key: at, className: wrong.has(at + 1) ? "wrong" : undefined }, line || "\u200b"));
  const field = {
    value, readOnly, spellCheck: false, "aria-label": label, ref: inputRef, "aria-invalid": wrong.size > 0,
    onChange: (event) => onChange(event.target.value),
  };
  return h("div", { className: "source" }, h("div", { className: "source-lines", "aria-hidden": true }, shown), h("textarea", field));
}

export function Faults({ faults, onMend, names }) {
  const t = useT();
  if (!faults.length) return null;
  const where = (fault) => names[fault.part] + " " + t("line {line}", { line: fault.line });
  const one = (fault, at) =>
    h("li", { key: at }, [
      h("span", { key: "where", className: "where" }, where(fault)),
      h("span", { key: "what" }, fault.message),
      fault.suggestion && fault.path
        ? h("button", { key: "mend", type: "button", className: "btn btn-plain", onClick: () => onMend(fault) }, t("Use {name}", { name: fault.suggestion }))
        : null,
    ]);
  return h("ul", { className: "faults", role: "alert" }, faults.map(one));
}

export function Values({ known, onInsert }) {
  const t = useT();
  const chip = (path) => h("button", { key: path, type: "button", className: "chip mono", onClick: () => onInsert(path) }, path);
  return h("details", { className: "more" }, h("summary", {}, t("Values you can use")), h("div", { className: "value-chips" }, known.map(chip)));
}
