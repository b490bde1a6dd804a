import { createContext, createElement as h, useContext } from "react";
import { BaseEdge, EdgeLabelRenderer, Handle, Position, getSmoothStepPath } from "@xyflow/react";
import { Ban, Clock, Columns3, Flag, GitFork, Globe, Hourglass, Mail, PenLine, Play, Plus, Repeat, Split, TriangleAlert, UserCheck, Workflow, Zap } from "lucide-react";
import { useT } from "$/public/external/components/ui/text/language.js";

const ICONS = { wait: Clock, waitForEvent: Hourglass, sendEmail: Mail, condition: GitFork, branch: Split, parallel: Columns3, loop: Repeat, approval: UserCheck, workflow: Workflow, http: Globe, set: PenLine, stop: Ban };
const LINE = { size: 16, strokeWidth: 1.75, "aria-hidden": true };

const TITLES = { wait: "Wait", waitForEvent: "Wait for an event", sendEmail: "Send e-mail", condition: "Condition", branch: "Branch", parallel: "Side by side", loop: "For each", approval: "Ask for approval", workflow: "Other workflow", http: "Web call", set: "Set values", stop: "Stop" };

export const iconOf = (type) => ICONS[type] ?? Play;

// What nodes and lines need of the canvas they stand on.
export const Canvas = createContext({});

const counted = (t, count) => (count === 1 ? t("1 condition") : t("{count} conditions", { count }));
const rulesIn = (t, rules) => counted(t, (Array.isArray(rules) ? rules : (rules?.rules ?? [])).length);
const PAST = { insert: "created", update: "updated", delete: "deleted" };

// As the list of workflows has it: "lead.created" is "Lead created".
function called(t, event) {
  const words = (event || "…").replace(/[._]/g, " ");
  return t(words[0].toUpperCase() + words.slice(1));
}

const SAYS = {
  wait: (t, step) => step.duration ?? step.until ?? "",
  waitForEvent: (t, step) => called(t, step.event),
  sendEmail: (t, step) => step.template,
  condition: (t, step) => step.check ?? rulesIn(t, step.rules),
  branch: (t, step) => t("{count} ways", { count: step.branches.length + 1 }),
  parallel: (t, step) => t("{count} at once", { count: step.branches.length }),
  loop: (t, step) => step.items,
  approval: (t, step) => step.to?.role ?? step.message,
  workflow: (t, step) => step.workflow,
  http: (t, step) => `${step.method ?? "GET"} ${step.url}`,
  set: (t, step) => Object.keys(step.values ?? {}).join(", "),
  stop: (t, step) => step.reason ?? "",
};

export const summary = (t, step) => SAYS[step.type]?.(t, step) ?? step.action ?? step.type;

export function started(t, { triggerType, triggerConfig }) {
  const config = triggerConfig ?? {};
  if (triggerType === "schedule") return t("On the schedule {cron}", { cron: config.schedule ?? "" });
  if (triggerType === "webhook") return t("When its webhook is called");
  if (triggerType === "manual") return t("When somebody starts it");
  if (triggerType === "database_change") return t("When {record} is {change}", { record: config.record ?? config.table ?? "", change: [config.change ?? []].flat().map((each) => PAST[each] ?? each).join(", ") });
  return called(t, config.event);
}

const handle = (type, position) => h(Handle, { type, position, className: "flow-handle" });

function Face({ icon: Icon, title, text, tone, chosen, badge }) {
  const words = h("span", { className: "flow-words" }, h("strong", null, title), h("small", null, text));
  return h("div", { className: `flow-node ${tone ?? ""} ${chosen ? "chosen" : ""}` }, h("span", { className: "flow-icon" }, h(Icon, LINE)), words, badge);
}

function Step({ data: { step } }) {
  const t = useT();
  const { chosen, problems, states, titles } = useContext(Canvas);
  const mine = problems?.[step.id]?.length ?? 0;
  const state = states?.[step.id];
  const wrong = mine > 0 && h("span", { className: "flow-wrong", title: problems[step.id][0].message, "aria-label": t("{count} problems", { count: mine }) }, h(TriangleAlert, { ...LINE, size: 14 }), mine);
  const told = state && h("span", { className: `badge badge-${state.tone}` }, t(state.label));
  const title = step.name || t(titles?.[step.action ?? step.type] ?? TITLES[step.type] ?? step.action ?? step.type);
  const face = h(Face, { icon: iconOf(step.type), title, text: summary(t, step), tone: state ? `is-${state.tone}` : states ? "is-unseen" : "", chosen: chosen === step.id, badge: wrong || told });
  return h("div", { "data-step": step.id }, handle("target", Position.Top), face, handle("source", Position.Bottom));
}

function Trigger({ data: { definition } }) {
  const t = useT();
  const { chosen } = useContext(Canvas);
  return h("div", { "data-step": "trigger" }, h(Face, { icon: Zap, title: t("Start"), text: started(t, definition), tone: "is-start", chosen: chosen === "trigger" }), handle("source", Position.Bottom));
}

function Dot() {
  return h("div", { className: "flow-dot" }, handle("target", Position.Top), handle("source", Position.Bottom));
}

function End() {
  const t = useT();
  return h("div", { className: "flow-end" }, handle("target", Position.Top), h(Flag, { ...LINE, size: 14 }), t("End"));
}

function Free({ data: { place } }) {
  const t = useT();
  const { add, editable, target } = useContext(Canvas);
  const here = target && target.parent === place.parent && target.lane === place.lane;
  const face = editable ? h("button", { type: "button", className: "flow-free-add", onClick: () => add(place) }, h(Plus, { ...LINE, size: 14 }), t("Add a step")) : h("span", null, t("Nothing here"));
  return h("div", { className: here ? "flow-free over" : "flow-free" }, handle("target", Position.Top), face, handle("source", Position.Bottom));
}

const at = (x, y) => ({ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` });

// Lines turn right below where they leave a step for its lanes, and right above where the lanes meet again.
const TURNS = { early: ({ sourceY }) => sourceY + 18, late: ({ targetY }) => targetY - 14 };
const SPOTS = { early: ({ targetX, targetY }) => [targetX, targetY - 18], late: ({ sourceX, sourceY }) => [sourceX, sourceY + 20] };
const middle = ({ sourceX, sourceY, targetY }) => [sourceX, (sourceY + targetY) / 2];

function AddEdge(props) {
  const t = useT();
  const { add, editable, target } = useContext(Canvas);
  const { place, label, turn } = props.data;
  const [path] = getSmoothStepPath({ ...props, borderRadius: 8, centerY: TURNS[turn]?.(props) });
  const here = place && target && ["parent", "lane", "index"].every((key) => target[key] === place[key]);
  const spot = at(...(SPOTS[turn] ?? middle)(props));
  const plus = place && editable && h("button", { type: "button", className: here ? "flow-add nodrag nopan over" : "flow-add nodrag nopan", style: spot, "aria-label": t("Add a step here"), onClick: () => add(place) }, h(Plus, { ...LINE, size: 14 }));
  const name = label && h("span", { className: "flow-label", style: at(props.targetX, props.targetY - (place ? 44 : 24)) }, t(label));
  return h("g", null, h(BaseEdge, { path }), h(EdgeLabelRenderer, null, plus, name));
}

export const nodeTypes = { step: Step, trigger: Trigger, dot: Dot, end: End, free: Free };
export const edgeTypes = { add: AddEdge };
