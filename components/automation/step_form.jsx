import { createElement as h } from "react";
import { ArrowDown, ArrowUp, Copy, Plus, Trash2 } from "lucide-react";
import { useT } from "$/public/external/components/ui/text/language.js";
import { Field } from "./fields.jsx";

const LINE = { size: 15, strokeWidth: 1.75, "aria-hidden": true };
const at = (path, step) => path.split(".").reduce((value, part) => value?.[part], step);

// The change that puts a value at a dotted path: arguments of an action stand one level down.
function changed(step, path, value) {
  const [first, rest] = path.split(/\.(.+)/);
  if (!rest) return { [first]: value };
  const inner = { ...(step[first] ?? {}), [rest]: value };
  if (value === undefined || value === "") delete inner[rest];
  return { [first]: inner };
}

// An argument may stand under either of its spellings; it is read and written where it stands.
const placed = (field, step) => (field.alias && at(field.name, step) === undefined && at(field.alias, step) !== undefined ? field.alias : field.name);
const sortOf = (field, fields, step) => {
  const by = field.record_by && fields.find(({ name }) => name === field.record_by);
  return by ? at(placed(by, step), step) : field.record;
};

const tool = (Icon, words, onClick, kind = "btn btn-icon") => h("button", { type: "button", className: kind, "aria-label": words, title: words, onClick }, h(Icon, LINE));

function Ways({ step, paths, onChange, withRules }) {
  const t = useT();
  const put = (branches) => onChange({ branches });
  const set = (index, values) => put(step.branches.map((each, here) => (here === index ? { ...each, ...values } : each)));
  const name = (branch, index) => h(Field, { field: { title: "Name of the way", kind: "text", required: true, plain: true }, value: branch.name, onValue: (value) => set(index, { name: value }) });
  const when = (branch, index) => withRules && h(Field, { field: { title: "Taken when", kind: "rules", required: true }, value: branch.rules, paths, onValue: (rules) => set(index, { rules }) });
  const gone = (index) => step.branches.length > 1 && tool(Trash2, t("Remove this way and its steps"), () => put(step.branches.filter((_, here) => here !== index)));
  const fresh = { name: t("Way {number}", { number: step.branches.length + 1 }), steps: [], ...(withRules ? { rules: [] } : {}) };
  const lines = step.branches.map((branch, index) => h("fieldset", { key: index, className: "flow-way" }, name(branch, index), when(branch, index), gone(index)));
  return h("div", { className: "stack-tight" }, lines, h("button", { type: "button", className: "btn btn-plain", onClick: () => put([...step.branches, fresh]) }, h(Plus, LINE), t("Add a way")));
}

const RETRIES = { name: "retry.attempts", title: "Attempts", kind: "number", plain: true, help: "How often it is tried before it counts as failed." };
const NAME = { name: "name", title: "Name", kind: "text", plain: true };

function OnError({ step, onChange }) {
  const t = useT();
  const now = typeof step.onError === "object" && step.onError ? "steps" : (step.onError ?? "stop");
  const set = (event) => onChange({ onError: event.target.value === "steps" ? { steps: [] } : event.target.value === "stop" ? undefined : event.target.value });
  const ways = [["stop", t("stop the run")], ["continue", t("go on all the same")], ["steps", t("take steps of its own")]];
  return h("label", { className: "field" }, h("span", { className: "field-label" }, t("If it fails")), h("select", { className: "input select", value: now, onChange: set }, ways.map(([value, words]) => h("option", { key: value, value }, words))));
}

// The form of one step, made from the fields of its kind.
export function StepForm({ step, kind, paths, problems, editable, onChange, onRemove, onCopy, onMove, onClose }) {
  const t = useT();
  const put = (name) => (value) => onChange(changed(step, name, value === "" ? undefined : value));
  const fields = kind?.fields ?? [];
  const tells = (field, each) => [field.name, field.alias].some((name) => name && (name === each.field || name.split(".").at(-1) === each.field));
  const problem = (field) => problems?.find((each) => tells(field, each));
  const shown = (field) => {
    const name = placed(field, step);
    return h(Field, { key: `${step.id}:${field.name}`, field: { ...field, record: sortOf(field, fields, step) }, value: at(name, step), paths, problem: problem(field), onValue: put(name) });
  };
  const other = (problems ?? []).filter((each) => !fields.some((field) => tells(field, each)));
  const head = h("header", { className: "flow-panel-head" }, h("div", null, h("strong", null, t(kind?.title ?? step.type)), h("small", { className: "mono meta" }, step.id)), h("button", { type: "button", className: "btn btn-quiet", onClick: onClose }, t("Close")));
  const tools = editable && h("div", { className: "flow-tools" }, tool(ArrowUp, t("Move up"), () => onMove(-1)), tool(ArrowDown, t("Move down"), () => onMove(1)), tool(Copy, t("Duplicate"), onCopy), tool(Trash2, t("Remove"), onRemove));
  const wrong = other.length > 0 && h("div", { className: "form-error", role: "alert" }, other.map((each, index) => h("p", { key: index }, t(each.message), " ", each.suggestion ? t(each.suggestion) : null)));
  const ways = step.branches && h(Ways, { step, paths, onChange, withRules: step.type === "branch" });
  const late = h("details", { className: "flow-more" }, h("summary", null, t("Errors and retries")), h(OnError, { step, onChange }), shown(RETRIES));
  const body = h("fieldset", { disabled: !editable, className: "flow-fields" }, shown(NAME), fields.map(shown), ways, step.type === "stop" ? null : late);
  return h("aside", { className: "flow-panel", "aria-label": t("Step") }, head, kind?.hint ? h("p", { className: "meta" }, t(kind.hint)) : null, wrong, body, tools);
}

// The form of how a workflow starts and is run.
export function StartForm({ definition, triggers, settings, problems, editable, onChange, onClose }) {
  const t = useT();
  const kind = triggers.find(({ type }) => type === definition.triggerType);
  const config = definition.triggerConfig ?? {};
  const choose = { name: "triggerType", title: "Starts", kind: "choice", required: true, choices: triggers.map(({ type, title }) => ({ value: type, label: title })) };
  const problem = (name) => problems?.find(({ field }) => field === name || field === `triggerConfig.${name}` || field === `settings.${name}`);
  const trigger = (field) => h(Field, { key: `${definition.triggerType}:${field.name}`, field, value: at(field.name, config), problem: problem(field.name), onValue: (value) => onChange({ triggerConfig: { ...config, ...changed(config, field.name, value === "" ? undefined : value) } }) });
  const setting = (field) => h(Field, { key: field.name, field, value: at(field.name, definition.settings ?? {}), problem: problem(field.name), onValue: (value) => onChange({ settings: { ...definition.settings, ...changed(definition.settings ?? {}, field.name, value === "" ? undefined : value) } }) });
  const head = h("header", { className: "flow-panel-head" }, h("strong", null, t("Start")), h("button", { type: "button", className: "btn btn-quiet", onClick: onClose }, t("Close")));
  const starts = h(Field, { field: choose, value: definition.triggerType, onValue: (triggerType) => onChange({ triggerType, triggerConfig: {} }) });
  const rest = settings?.length > 0 && h("details", { className: "flow-more" }, h("summary", null, t("Who enters, how many at once")), settings.map(setting));
  return h("aside", { className: "flow-panel", "aria-label": t("Start") }, head, h("fieldset", { disabled: !editable, className: "flow-fields" }, starts, (kind?.fields ?? []).map(trigger), rest));
}
