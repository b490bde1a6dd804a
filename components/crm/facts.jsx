import { createElement as h, Fragment, useId, useRef, useState } from "react";
import { Link } from "react-router";
import { useFormat } from "$/public/external/components/ui/format/format.js";
import { useT } from "$/public/external/components/ui/text/language.js";

const CHOICES = ["choice", "person", "boolean"];
const TYPES = { number: "number", date: "date", email: "email", phone: "tel", moment: "datetime-local" };

function useWords() {
  const t = useT();
  const format = useFormat();
  return (item) => {
    const { kind, value, shown, currency } = item;
    if (shown) return kind === "choice" ? t(shown) : shown;
    if (value === "" || value === null || value === undefined) return "";
    if (kind === "money") return format.money(value, currency);
    if (kind === "number") return format.number(value, 2);
    if (kind === "year") return String(value);
    if (kind === "date") return format.day(value);
    if (kind === "moment") return format.moment(value);
    if (kind === "boolean") return t(value === true || value === "true" ? "yes" : "no");
    return String(value);
  };
}

function Choice({ item, options, props }) {
  const t = useT();
  const yesNo = [{ value: "true", label: t("yes") }, { value: "false", label: t("no") }];
  const items = item.kind === "boolean" ? yesNo : options;
  const blank = item.kind === "person" ? h("option", { key: "", value: "" }, t("Nobody")) : null;
  const lines = items.map(({ value, label }) => h("option", { key: value, value }, item.kind === "choice" ? t(label) : label));
  return h("select", { ...props, className: "input select" }, blank, lines);
}

// Enter and leaving the field save, Escape leaves things as they were.
function Editor({ item, options, found, onFind, onDone }) {
  const id = useId();
  const done = useRef(false);
  const finish = (value) => {
    if (done.current) return;
    done.current = true;
    onDone(value);
  };
  const press = (event) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      finish(null);
    }
    if (event.key === "Enter" && !(item.kind === "long" && event.shiftKey)) {
      event.preventDefault();
      finish(event.target.value);
    }
  };
  const base = { autoFocus: true, defaultValue: String(item.value ?? ""), "aria-label": item.label, onKeyDown: press };
  const props = { ...base, onBlur: (event) => finish(event.target.value) };
  if (CHOICES.includes(item.kind)) return h(Choice, { item, options, props: { ...props, onChange: (event) => finish(event.target.value) } });
  if (item.kind === "long") return h("textarea", { ...props, className: "input area", rows: 4, maxLength: 20000 });
  const input = { ...props, className: "input", type: TYPES[item.kind] ?? "text", step: "any", maxLength: 500 };
  if (item.kind !== "lookup") return h("input", input);
  const lookup = { ...input, defaultValue: item.shown ?? "", list: id, onFocus: () => onFind(item.name, ""), onChange: (event) => onFind(item.name, event.target.value) };
  return h(Fragment, null, h("input", lookup), h("datalist", { id }, found.map((name) => h("option", { key: name, value: name }))));
}

function Value({ item, words, frozen, edit }) {
  const t = useT();
  const face = words || h("span", { className: "unset" }, t("Add"));
  const shown = item.href && words ? h(Link, { to: item.href, className: "link" }, words) : null;
  if (frozen || item.fixed) return shown ?? (words || "–");
  const label = t("Change {name}", { name: item.label });
  const press = { type: "button", className: "fact", onClick: edit, title: label, "aria-label": `${label}: ${words}` };
  return shown ? h("span", { className: "fact-pair" }, shown, h("button", { ...press, className: "fact fact-pen" }, t("Change"))) : h("button", press, face);
}

function Fact({ item, people, found, frozen, version, onFind, onSave }) {
  const t = useT();
  const words = useWords()(item);
  const [since, setSince] = useState(null);
  const label = t(item.label);
  const options = item.kind === "person" ? people : item.options ?? [];
  const finish = (value) => {
    setSince(null);
    const before = item.kind === "lookup" ? item.shown : item.value;
    if (value !== null && String(value).trim() !== String(before ?? "").trim()) onSave(item.name, value.trim(), since);
  };
  const named = { ...item, label };
  const editor = since === null ? null : h(Editor, { item: named, options, found, onFind, onDone: finish });
  const value = editor ?? h(Value, { item: named, words, frozen, edit: () => setSince(version) });
  const note = item.note ? h("span", { className: "fact-note" }, item.note) : null;
  return h("div", {}, h("dt", {}, label), h("dd", {}, value, note));
}

export function Facts({ items, people, found, frozen, version, onFind, onSave }) {
  const shared = { people, found, frozen, version, onFind, onSave };
  return h("dl", {}, items.map((item) => h(Fact, { key: item.name, item, ...shared })));
}
