import { createContext, createElement as h, useContext, useEffect, useState } from "react";
import { Check, X } from "lucide-react";
import { useT } from "$/public/external/components/ui/text/language.js";

const LINE = { size: 15, strokeWidth: 1.75, "aria-hidden": true };
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const PAUSE = 200;

// What the forms know of records: `names` by id, `found` for the last question, `ask(kind, text)`, `keep(id, name)`.
export const Records = createContext({ names: {}, found: {}, ask: () => {}, keep: () => {} });

const listed = (value) => (Array.isArray(value) ? value : value === undefined || value === null || value === "" ? [] : [value]);
const isTemplate = (each) => typeof each === "string" && !ID.test(each);

function Chosen({ each, name, onGone }) {
  const t = useT();
  return h("span", { className: "flow-record" }, h("span", { className: isTemplate(each) ? "mono" : undefined }, isTemplate(each) ? each : (name ?? t("A record that is gone"))), h("button", { type: "button", className: "btn btn-icon", "aria-label": t("Remove"), onClick: onGone }, h(X, LINE)));
}

// The records that fit the words, found as one types; the one the run is about stands first.
function Search({ id, kind, chosen, paths, onTake }) {
  const t = useT();
  const { found, ask, keep } = useContext(Records);
  const [text, setText] = useState("");
  const [open, setOpen] = useState(false);
  useEffect(() => {
    if (!open) return undefined;
    const timer = setTimeout(() => ask(kind, text), text ? PAUSE : 0);
    return () => clearTimeout(timer);
  }, [kind, text, open]);
  const mine = found?.kind === kind && found.text === text ? found.items : null;
  const own = (paths ?? []).filter((path) => path === `${kind}.id`);
  const take = (value, name) => () => {
    if (name) keep(value, name);
    onTake(value);
  };
  const line = (value, name, hint) => {
    const on = chosen.includes(value);
    return h("button", { key: value, type: "button", className: on ? "flow-found chosen" : "flow-found", "aria-pressed": on, onClick: take(value, hint === null ? "" : name) }, h("span", null, name), hint ? h("small", { className: "meta" }, hint) : null, on ? h(Check, LINE) : null);
  };
  const about = own.map((path) => line(`{{ ${path} }}`, t("The one that the run is about"), null));
  const lines = mine?.map((one) => line(one.id, one.name, one.hint));
  const none = mine?.length === 0 && h("p", { className: "meta" }, t("Nothing found. Try fewer letters."));
  const left = (event) => event.currentTarget.contains(event.relatedTarget) || setOpen(false);
  const list = open && h("div", { className: "flow-founds", "aria-busy": !mine }, about, lines, none);
  const box = h("input", { id, type: "search", className: "input", value: text, placeholder: t("Search by name"), autoComplete: "off", onChange: (event) => setText(event.target.value) });
  return h("div", { className: "stack-tight", onFocus: () => setOpen(true), onBlur: left }, box, list);
}

// A field for the id of a record: chosen by its name, or filled by a template (`Words` or, for many, `Lines`).
export function RecordField({ field, kind, value, onValue, paths, id, Template }) {
  const t = useT();
  const { names } = useContext(Records);
  const now = listed(value);
  const [way, setWay] = useState(now.some(isTemplate) && !now.every((each) => each === `{{ ${kind}.id }}`) ? "template" : "choose");
  const [open, setOpen] = useState(false);
  const put = (next) => onValue(field.many ? next : next[0]);
  const take = (each) => {
    put(!field.many ? [each] : now.includes(each) ? now.filter((one) => one !== each) : [...now, each]);
    if (!field.many) setOpen(false);
  };
  const switched = (to, words) => h("button", { type: "button", className: way === to ? "chosen" : undefined, "aria-pressed": way === to, onClick: () => setWay(to) }, words);
  const ways = h("div", { className: "flow-ways", role: "group", "aria-label": t("How it is given") }, switched("choose", t("Choose")), switched("template", t("Template")));
  if (way === "template") return h("div", { className: "stack-tight" }, ways, h(Template, { field, value, onValue, paths, id }));
  const said = now.map((each) => h(Chosen, { key: each, each, name: each === `{{ ${kind}.id }}` ? undefined : names[each], onGone: () => put(now.filter((one) => one !== each)) }));
  const wanted = kind ? open || now.length === 0 : false;
  const search = wanted && h(Search, { id, kind, chosen: now, paths, onTake: take });
  const change = kind && !wanted && h("button", { type: "button", className: "btn btn-quiet btn-small flow-another", onClick: () => setOpen(true) }, field.many ? t("Choose more") : t("Choose another"));
  const first = !kind && h("p", { className: "meta" }, t("Say first what sort of record it is."));
  return h("div", { className: "stack-tight" }, ways, said.length > 0 && h("div", { className: "flow-records" }, said), search, change, first);
}
