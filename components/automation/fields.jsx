import { createElement as h, useId, useRef, useState } from "react";
import { Braces, Plus, Trash2 } from "lucide-react";
import { useT } from "$/public/external/components/ui/text/language.js";
import { RecordField } from "./record_field.jsx";

const LINE = { size: 15, strokeWidth: 1.75, "aria-hidden": true };
const OPERATORS = ["equals", "not_equals", "contains", "greater_than", "less_than", "in", "not_in", "is_empty", "is_not_empty", "within"];
const BARE = ["is_empty", "is_not_empty"];

const written = (value) => (value === undefined || value === null ? "" : typeof value === "string" ? value : JSON.stringify(value));

// A text that looks like a number or a list stays what it is when it came as one.
function meant(text, before) {
  if (typeof before === "string" || before === undefined || before === null) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function Variables({ paths, onPick }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  if (!paths?.length) return null;
  const pick = (path) => () => {
    setOpen(false);
    onPick(`{{ ${path} }}`);
  };
  const list = open && h("div", { className: "popover flow-paths" }, paths.map((path) => h("button", { key: path, type: "button", onClick: pick(path) }, path)));
  const face = h("button", { type: "button", className: "btn btn-icon", "aria-label": t("Insert a value"), "aria-expanded": open, onClick: () => setOpen(!open) }, h(Braces, LINE));
  return h("span", { className: "has-popover" }, face, list);
}

function Words({ field, value, onValue, paths, long, id }) {
  const box = useRef(null);
  const put = (text) => {
    const { selectionStart: from, selectionEnd: to } = box.current;
    const now = written(value);
    onValue(now.slice(0, from) + text + now.slice(to));
  };
  const props = { id, ref: box, className: "input", value: written(value), placeholder: field.hint, onChange: (event) => onValue(meant(event.target.value, value)) };
  const input = long ? h("textarea", { ...props, rows: 4 }) : h("input", { ...props, list: field.choices?.length ? `${id}-list` : undefined });
  const list = !long && field.choices?.length > 0 && h("datalist", { id: `${id}-list` }, field.choices.map((each) => h("option", { key: each.value, value: each.value }, each.label)));
  return h("span", { className: "flow-words-field" }, input, list, h(Variables, { paths, onPick: put }));
}

function Choice({ field, value, onValue, id }) {
  const t = useT();
  const known = field.choices.some((each) => each.value === value);
  const blank = (!known || !field.required) && h("option", { value: "" }, known || !value ? t("Choose…") : value);
  const items = field.choices.map((each) => h("option", { key: each.value, value: each.value }, t(each.label)));
  return h("select", { id, className: "input select", value: known ? value : "", onChange: (event) => onValue(event.target.value || undefined) }, blank, items);
}

function Yes({ field, value, onValue, id }) {
  return h("input", { id, type: "checkbox", className: "checkbox", checked: value ?? field.preset ?? false, onChange: (event) => onValue(event.target.checked) });
}

function Number_({ field, value, onValue, id }) {
  return h("input", { id, type: "number", step: "any", className: "input", value: value ?? "", placeholder: field.hint, onChange: (event) => onValue(event.target.value === "" ? undefined : Number(event.target.value)) });
}

const gone = (t, onClick) => h("button", { type: "button", className: "btn btn-icon", "aria-label": t("Remove"), onClick }, h(Trash2, LINE));
const more = (words, onClick) => h("button", { type: "button", className: "btn btn-quiet", onClick }, h(Plus, LINE), words);

function Pairs({ value, onValue, paths }) {
  const t = useT();
  const pairs = Object.entries(value ?? {});
  const put = (next) => onValue(Object.fromEntries(next));
  const set = (at, pair) => put(pairs.map((each, index) => (index === at ? pair : each)));
  const line = ([name, said], at) =>
    h("div", { key: at, className: "flow-pair" }, h("input", { className: "input", value: name, "aria-label": t("Name"), onChange: (event) => set(at, [event.target.value, said]) }), h(Words, { field: {}, value: said, paths, id: `${at}`, onValue: (next) => set(at, [name, next]) }), gone(t, () => put(pairs.filter((_, index) => index !== at))));
  return h("div", { className: "stack-tight" }, pairs.map(line), more(t("Add a value"), () => put([...pairs, [`value${pairs.length + 1}`, ""]])));
}

function Lines({ field, value, onValue, id }) {
  const text = Array.isArray(value) ? value.join("\n") : written(value);
  const read = (event) => onValue(event.target.value.split("\n").map((line) => line.trim()).filter((line, at, every) => line || at === every.length - 1));
  return h("textarea", { id, className: "input", rows: 3, value: text, placeholder: field.hint, onChange: read });
}

function Rule({ rule, at, paths, onRule, onGone }) {
  const t = useT();
  const id = useId();
  const set = (values) => onRule({ ...rule, ...values });
  const joined = at > 0 && h("select", { className: "input select flow-joined", value: rule.combinator ?? "and", "aria-label": t("Joined by"), onChange: (event) => set({ combinator: event.target.value }) }, h("option", { value: "and" }, t("and")), h("option", { value: "or" }, t("or")));
  const field = h("input", { className: "input", list: id, value: rule.field ?? "", placeholder: "lead.score", "aria-label": t("Field"), onChange: (event) => set({ field: event.target.value }) });
  const list = h("datalist", { id }, (paths ?? []).map((path) => h("option", { key: path, value: path })));
  const operator = h("select", { className: "input select", value: rule.operator, "aria-label": t("Comparison"), onChange: (event) => set({ operator: event.target.value }) }, OPERATORS.map((each) => h("option", { key: each, value: each }, t(each.replaceAll("_", " ")))));
  const value = BARE.includes(rule.operator) ? null : h("input", { className: "input", value: written(rule.value), "aria-label": t("Value"), onChange: (event) => set({ value: read(event.target.value) }) });
  return h("div", { className: "flow-rule" }, joined, field, list, operator, value, gone(t, onGone));
}

// A number is compared as a number: what is typed as one is kept as one.
function read(text) {
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (text === "true" || text === "false") return text === "true";
  return text;
}

function Rules({ field, value, onValue, paths, id }) {
  const t = useT();
  const rules = Array.isArray(value) ? value : value?.rules ? null : [];
  if (rules === null || rules.some((rule) => rule.rules)) return h(Json, { field, value, onValue, id });
  const set = (at, rule) => onValue(rules.map((each, index) => (index === at ? rule : each)));
  const lines = rules.map((rule, at) => h(Rule, { key: at, rule, at, paths, onRule: (next) => set(at, next), onGone: () => onValue(rules.filter((_, index) => index !== at)) }));
  return h("div", { className: "stack-tight" }, lines, more(t("Add a condition"), () => onValue([...rules, { field: "", operator: "equals", value: "" }])));
}

function Json({ value, onValue, id }) {
  const t = useT();
  const [text, setText] = useState(() => JSON.stringify(value ?? {}, null, 2));
  const [wrong, setWrong] = useState(false);
  const typed = (event) => {
    setText(event.target.value);
    try {
      onValue(JSON.parse(event.target.value));
      setWrong(false);
    } catch {
      setWrong(true);
    }
  };
  return h("span", null, h("textarea", { id, className: "input mono", rows: 6, value: text, "aria-invalid": wrong, onChange: typed }), wrong && h("small", { className: "field-error" }, t("This is not valid JSON yet; the last valid form is kept.")));
}

function Record_({ field, ...rest }) {
  return h(RecordField, { key: field.record, field, kind: field.record, Template: field.many ? Lines : Words, ...rest });
}

const KINDS = { record: Record_, choice: Choice, boolean: Yes, number: Number_, pairs: Pairs, rules: Rules, lines: Lines, json: Json };

// One field of a step's form; kinds: text, long, choice, boolean, number, pairs, rules, lines, json, record.
export function Field({ field, value, onValue, paths, problem }) {
  const t = useT();
  const id = useId();
  const Kind = KINDS[field.kind] ?? Words;
  const label = h("label", { htmlFor: id, className: "field-label" }, t(field.title), field.required ? null : h("small", { className: "meta" }, ` ${t("optional")}`));
  const input = h(Kind, { field, value, onValue, paths: field.plain ? [] : paths, id, long: field.kind === "long" });
  const mild = problem?.severity === "warning";
  const wrong = problem && h("small", { className: mild ? "field-warning" : "field-error", role: "alert" }, t(problem.message), problem.suggestion ? ` ${t(problem.suggestion)}` : null);
  const hint = field.help && h("small", { className: "meta" }, t(field.help));
  return h("div", { className: "field" }, label, input, hint, wrong);
}
