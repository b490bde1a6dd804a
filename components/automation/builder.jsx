import { createElement as h, useEffect, useMemo, useRef, useState } from "react";
import { Plus, Redo2, Undo2, X } from "lucide-react";
import { useT } from "$/public/external/components/ui/text/language.js";
import { Flow } from "$/public/external/components/wrappers/flow/flow.jsx";
import { Canvas, edgeTypes, nodeTypes } from "./faces.jsx";
import { useHistory } from "./history.js";
import { freePlace, laidOut, nearest } from "./layout.js";
import { DRAGGED, Picker } from "./picker.jsx";
import { Records } from "./record_field.jsx";
import { StartForm, StepForm } from "./step_form.jsx";
import { all, change, copied, find, insert, move, remove, started } from "./tree.js";

const LINE = { size: 15, strokeWidth: 1.75, "aria-hidden": true };
const keyOf = (step) => step.action ?? step.type;
const typing = (event) => /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);

const byStep = (problems) => Object.groupBy?.(problems ?? [], ({ stepId }) => stepId || "trigger") ?? {};

// A node may be taken up only where it is a step; the rest of the canvas stands still.
const MINE = ["step", "trigger"];
const lively = (nodes, chosen, editable) => nodes.map((node) => ({ ...node, selected: node.id === chosen, draggable: editable && node.type === "step", focusable: MINE.includes(node.type) }));

function useEdits(history, steps, choose, say, t) {
  const put = (next, mark) => history.put({ ...history.now, steps: next }, mark);
  const add = (kind, place) => {
    const step = started(steps, kind);
    put(insert(steps, place, step));
    choose(step.id);
  };
  const shift = (id, by) => {
    const { place } = find(steps, id);
    put(move(steps, id, { ...place, index: place.index + (by < 0 ? -1 : 2) }));
  };
  const place = (id, where) => {
    const next = move(steps, id, where);
    if (next === steps) return;
    say(t("Moved {step}.", { step: id }));
    put(next);
  };
  const after = (id) => {
    if (id === "trigger") return { parent: null, lane: "main", index: 0 };
    const found = find(steps, id);
    return found ? { ...found.place, index: found.place.index + 1 } : { parent: null, lane: "main", index: steps.length };
  };
  // A line drawn from a step puts the other one behind it; between a step and a free place it puts the step there.
  const connect = (source, target) => {
    const free = [source, target].map(freePlace).find(Boolean);
    if (free) place(freePlace(source) ? target : source, free);
    else place(target, after(source));
  };
  const copy = (id) => {
    const made = copied(steps, find(steps, id).step);
    put(insert(steps, after(id), made));
    choose(made.id);
  };
  const drop = (id) => {
    put(remove(steps, id));
    choose("");
    say(t("Removed {step}. Ctrl+Z brings it back.", { step: id }));
  };
  return { put, add, shift, place, after, connect, copy, drop };
}

function useKeys(box, history, edits, chosen, editable, close, ask) {
  useEffect(() => {
    const node = box.current;
    const press = (event) => {
      if (event.key === "Escape") return close();
      if (!editable) return undefined;
      const command = event.ctrlKey || event.metaKey;
      const key = event.key.toLowerCase();
      const acts = {
        z: command && !typing(event) && (event.shiftKey ? history.redo : history.undo),
        y: command && !typing(event) && history.redo,
        d: command && chosen && chosen !== "trigger" && (() => edits.copy(chosen)),
        delete: !typing(event) && chosen && chosen !== "trigger" && (() => edits.drop(chosen)),
        arrowup: event.altKey && chosen && chosen !== "trigger" && (() => edits.shift(chosen, -1)),
        arrowdown: event.altKey && chosen && chosen !== "trigger" && (() => edits.shift(chosen, 1)),
        a: !command && !typing(event) && chosen && (() => ask(edits.after(chosen))),
      };
      if (!acts[key]) return undefined;
      event.preventDefault();
      event.stopPropagation();
      return acts[key]();
    };
    node.addEventListener("keydown", press, true);
    return () => node.removeEventListener("keydown", press, true);
  });
}

function Toolbar({ history, wrong, onProblem, onAdd }) {
  const t = useT();
  const act = (Icon, words, onClick, disabled) => h("button", { type: "button", className: "btn btn-icon", "aria-label": words, title: words, disabled, onClick }, h(Icon, LINE));
  const told = wrong.length > 0 && h("button", { type: "button", className: "badge badge-amber flow-problems", onClick: onProblem }, wrong.length === 1 ? t("1 problem") : t("{count} problems", { count: wrong.length }));
  return h("div", { className: "flow-bar" }, h("button", { type: "button", className: "btn btn-plain", onClick: onAdd }, h(Plus, LINE), t("Step")), act(Undo2, t("Undo"), history.undo, !history.canUndo), act(Redo2, t("Redo"), history.redo, !history.canRedo), told);
}

// The picture of a workflow; `editable` lets it be changed, `states` draws a run's path over it.
export function Builder({ definition, kinds, triggers, settings, paths, problems, titles: known, names, found, states, editable, revision, label, onChange, onFind, onPick }) {
  const t = useT();
  const history = useHistory(definition, revision, onChange);
  const [chosen, setChosen] = useState("");
  const [asking, setAsking] = useState(null);
  const [target, setTarget] = useState(null);
  const [said, setSaid] = useState("");
  const box = useRef(null);
  const { steps } = history.now;
  const sheet = useMemo(() => laidOut(history.now), [history.now]);
  const nodes = useMemo(() => lively(sheet.nodes, chosen, editable), [sheet, chosen, editable]);
  const choose = (id) => {
    const real = id === "trigger" || find(steps, id) ? id : "";
    setChosen(id && !real ? id : real);
    if (real || !id) onPick?.(real);
    if (id) setAsking(null);
  };
  const edits = useEdits(history, steps, setChosen, setSaid, t);
  const titles = useMemo(() => ({ ...known, ...Object.fromEntries((kinds ?? []).map((kind) => [keyOf(kind), kind.title])) }), [kinds, known]);
  const [picked, setPicked] = useState({});
  const records = useMemo(() => ({ names: { ...names, ...picked }, found, ask: onFind, keep: (id, name) => setPicked((now) => ({ ...now, [id]: name })) }), [names, picked, found]);
  const wrong = useMemo(() => byStep(problems), [problems]);
  const ask = (place) => {
    setAsking(place);
    setChosen("");
  };
  useKeys(box, history, edits, chosen, editable, () => (asking ? setAsking(null) : setChosen("")), ask);
  const take = (kind) => {
    edits.add(kind, asking ?? edits.after(chosen));
    setAsking(null);
  };
  const dropped = (event, point) => {
    const kind = kinds.find((each) => keyOf(each) === event.dataTransfer.getData(DRAGGED));
    const place = nearest(sheet.places, point.x, point.y, Infinity);
    if (kind && place) edits.add(kind, place);
    setAsking(null);
  };
  const put = (id, point) => {
    setTarget(null);
    const place = nearest(sheet.places, point.x, point.y);
    if (place) edits.place(id, place);
  };
  const step = find(steps, chosen)?.step;
  const kind = step && (kinds ?? []).find((each) => keyOf(each) === keyOf(step));
  const shared = { editable, kinds, problems: wrong[chosen], onClose: () => setChosen("") };
  const panel = step
    ? h(StepForm, { ...shared, key: step.id, step, kind, paths: paths?.[step.id] ?? paths?.["*"], onChange: (values) => edits.put(change(steps, step.id, values), `${step.id}:${Object.keys(values)}`), onRemove: () => edits.drop(step.id), onCopy: () => edits.copy(step.id), onMove: (by) => edits.shift(step.id, by) })
    : chosen === "trigger" && h(StartForm, { ...shared, definition: history.now, triggers: triggers ?? [], settings, onChange: (values) => history.put({ ...history.now, ...values }, `trigger:${Object.keys(values)}`) });
  const picker = asking && h("div", { className: "flow-side" }, h("button", { type: "button", className: "btn btn-icon flow-close", "aria-label": t("Close"), onClick: () => setAsking(null) }, h(X, LINE)), h(Picker, { kinds, focus: true, onChoose: take, onClose: () => setAsking(null) }));
  const next = () => choose(problems.find(({ stepId }) => stepId !== chosen)?.stepId || problems[0]?.stepId || "trigger");
  const bar = editable && h(Toolbar, { history, wrong: problems ?? [], onProblem: next, onAdd: () => ask(edits.after(chosen || all(steps).filter(({ place }) => !place.parent).at(-1)?.step.id)) });
  const carry = (id, point) => setTarget(nearest(sheet.places, point.x, point.y));
  const flow = h(Flow, { nodes, edges: sheet.edges, nodeTypes, edgeTypes, editable, label, mark: revision ?? 0, onPick: choose, onCarry: carry, onPut: put, onConnect: edits.connect, onDropped: dropped });
  const canvas = h(Canvas.Provider, { value: { add: ask, editable, target, chosen, problems: wrong, states, titles } }, h("div", { className: "flow-canvas" }, bar, flow));
  const side = onPick && !editable ? null : panel;
  // Focus stays in the builder wherever one clicks, so that its own undo answers, not that of the house.
  return h("div", { ref: box, tabIndex: -1, className: "flow-builder", role: "application", "aria-label": label }, canvas, h(Records.Provider, { value: records }, picker || side), h("p", { className: "said", role: "status" }, said));
}
