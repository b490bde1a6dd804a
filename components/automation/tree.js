// The steps of a workflow as a tree, changed without touching what was there before: undo keeps the old one.

const CONTAINERS = {
  condition: [["ifTrue", "Yes"], ["ifFalse", "No"]],
  waitForEvent: [["onTimeout", "If it never comes"]],
  approval: [["ifApproved", "Approved"], ["ifRejected", "Refused"]],
  loop: [["steps", "Each round"]],
  branch: [["otherwise", "Otherwise"]],
};
const MANY = { branch: "branches", parallel: "branches" };

// The lanes below a step: where its own steps stand. `key` names the place within the step.
export function lanes(step) {
  const many = (step[MANY[step.type]] ?? []).map((branch, at) => ({ key: `branches.${at}`, title: branch.name || `${at + 1}`, steps: branch.steps ?? [] }));
  const fixed = (CONTAINERS[step.type] ?? []).map(([key, title]) => ({ key, title, fixed: true, steps: step[key] ?? [] }));
  const rescue = step.onError?.steps ? [{ key: "onError", title: "If it fails", fixed: true, steps: step.onError.steps }] : [];
  return [...many, ...fixed, ...rescue];
}

function withLane(step, key, steps) {
  if (key === "onError") return { ...step, onError: { ...step.onError, steps } };
  if (!key.startsWith("branches.")) return { ...step, [key]: steps };
  const at = Number(key.slice("branches.".length));
  return { ...step, branches: step.branches.map((branch, index) => (index === at ? { ...branch, steps } : branch)) };
}

const deep = (step, change) => lanes(step).reduce((now, lane) => withLane(now, lane.key, change(lane.steps)), step);

export function walk(steps, visit, parent = null, lane = "main") {
  steps.forEach((step, index) => {
    visit(step, { parent, lane, index });
    lanes(step).forEach((each) => walk(each.steps, visit, step.id, each.key));
  });
}

export function all(steps) {
  const found = [];
  walk(steps, (step, place) => found.push({ step, place }));
  return found;
}

export const find = (steps, id) => all(steps).find(({ step }) => step.id === id);

export function change(steps, id, values) {
  return steps.map((step) => (step.id === id ? cleaned({ ...step, ...values }) : deep(step, (inner) => change(inner, id, values))));
}

function cleaned(step) {
  return Object.fromEntries(Object.entries(step).filter(([, value]) => value !== undefined));
}

export function remove(steps, id) {
  return steps.filter((step) => step.id !== id).map((step) => deep(step, (inner) => remove(inner, id)));
}

export function insert(steps, place, added) {
  if (place.parent === null) return [...steps.slice(0, place.index), added, ...steps.slice(place.index)];
  return steps.map((step) => {
    if (step.id !== place.parent) return deep(step, (inner) => insert(inner, place, added));
    const lane = lanes(step).find(({ key }) => key === place.lane);
    return lane ? withLane(step, lane.key, insert(lane.steps, { parent: null, index: place.index }, added)) : step;
  });
}

// A step goes with everything below it; into its own lanes it cannot go.
export function move(steps, id, place) {
  const from = find(steps, id);
  if (!from || place.parent === id || all([from.step]).some(({ step }) => step.id === place.parent)) return steps;
  const same = from.place.parent === place.parent && from.place.lane === place.lane;
  const index = same && from.place.index < place.index ? place.index - 1 : place.index;
  if (same && index === from.place.index) return steps;
  return insert(remove(steps, id), { ...place, index }, from.step);
}

const stem = (type) => type.split(".").at(-1);

export function freshId(steps, type, used = []) {
  const taken = new Set([...all(steps).map(({ step }) => step.id), ...used]);
  let number = 1;
  while (taken.has(`${stem(type)}-${number}`)) number += 1;
  return `${stem(type)}-${number}`;
}

// A copy has ids of its own, all the way down.
export function copied(steps, original) {
  const used = [];
  const anew = (step) => {
    const id = freshId(steps, step.type, used);
    used.push(id);
    return deep({ ...step, id }, (inner) => inner.map(anew));
  };
  return anew(structuredClone(original));
}

const STARTS = {
  wait: { duration: "1d" },
  waitForEvent: { event: "", timeout: "3d" },
  sendEmail: { template: "" },
  condition: { rules: [], ifTrue: [], ifFalse: [] },
  branch: { branches: [{ name: "First", rules: [], steps: [] }], otherwise: [] },
  parallel: { branches: [{ name: "One", steps: [] }, { name: "Two", steps: [] }], join: "all" },
  loop: { items: "", as: "item", steps: [] },
  approval: { to: { role: "owner" }, message: "", ifApproved: [], ifRejected: [] },
  workflow: { workflow: "" },
  http: { method: "POST", url: "https://" },
  set: { values: {} },
  stop: {},
};

export function started(steps, kind) {
  const base = { id: freshId(steps, kind.action ?? kind.type), type: kind.type, ...(structuredClone(STARTS[kind.type]) ?? {}) };
  return kind.action ? { ...base, action: kind.action, arguments: {} } : base;
}
