import { lanes } from "./tree.js";

// Where each step stands on the canvas. Lanes stand side by side below their step and meet again in a dot.

export const WIDE = 232;
export const HIGH = 60;
const DOWN = 56;
const LANE = 84;
const ASIDE = 36;
const DOT = 12;

const laneWidth = (steps) => Math.max(WIDE, ...steps.map(stepWidth));

function stepWidth(step) {
  const inner = lanes(step).map((lane) => laneWidth(lane.steps));
  return inner.length ? Math.max(WIDE, inner.reduce((sum, each) => sum + each, ASIDE * (inner.length - 1))) : WIDE;
}

class Sheet {
  constructor() {
    this.nodes = [];
    this.edges = [];
    this.places = [];
  }

  node(id, type, x, y, data, size = [WIDE, HIGH]) {
    this.nodes.push({ id, type, position: { x: x - size[0] / 2, y }, data, width: size[0], height: size[1], measured: { width: size[0], height: size[1] } });
  }

  edge(from, to, data) {
    const turn = from.label ? "early" : undefined;
    this.edges.push({ id: `${from.id}>${to}`, source: from.id, target: to, type: "add", data: { label: from.label, turn, ...data } });
  }

  // A place where a step can be put: on the line that ends at (x, y).
  place(where, x, y) {
    this.places.push({ ...where, x, y });
  }
}

function lane(sheet, steps, where, x, top, from) {
  let [y, entry] = [top, from];
  steps.forEach((step, index) => {
    const here = { ...where, index };
    sheet.edge(entry, step.id, { place: here });
    sheet.place(here, x, y - 20);
    sheet.node(step.id, "step", x, y, { step });
    [y, entry] = below(sheet, step, x, y + HIGH);
  });
  return [y, entry];
}

function below(sheet, step, x, top) {
  const inner = lanes(step);
  if (!inner.length) return [top + DOWN, { id: step.id }];
  const widths = inner.map((each) => laneWidth(each.steps));
  let left = x - (widths.reduce((sum, each) => sum + each, 0) + ASIDE * (inner.length - 1)) / 2;
  const ends = inner.map((each, at) => {
    const middle = left + widths[at] / 2;
    left += widths[at] + ASIDE;
    return drawn(sheet, step, each, middle, top + LANE);
  });
  const join = `${step.id}:join`;
  const bottom = Math.max(...ends.map(([y]) => y));
  ends.forEach(([, entry, place]) => sheet.edge(entry, join, { place, turn: "late" }));
  ends.forEach(([y, , place, middle]) => sheet.place(place, middle, y - 20));
  sheet.node(join, "dot", x, bottom, {}, [DOT, DOT]);
  return [bottom + DOT + DOWN, { id: join }];
}

const freeId = (parent, lane) => `${parent}:${lane}`;

// The place that a free node stands for, or null for every other node.
export function freePlace(id) {
  const [parent, lane] = id.split(":");
  return lane && lane !== "join" ? { parent, lane, index: 0 } : null;
}

// An empty lane holds a free place, so that its column can be seen and hit.
function drawn(sheet, step, each, middle, top) {
  const where = { parent: step.id, lane: each.key };
  const entry = { id: step.id, label: each.title };
  if (each.steps.length) {
    const [y, last] = lane(sheet, each.steps, where, middle, top, entry);
    return [y, last, { ...where, index: each.steps.length }, middle];
  }
  const free = freeId(step.id, each.key);
  sheet.edge(entry, free, {});
  sheet.node(free, "free", middle, top, { place: { ...where, index: 0 } });
  return [top + HIGH + DOWN, { id: free }, { ...where, index: 0 }, middle];
}

export function laidOut(definition) {
  const sheet = new Sheet();
  const where = { parent: null, lane: "main" };
  sheet.node("trigger", "trigger", 0, 0, { definition });
  const [y, last] = lane(sheet, definition.steps, where, 0, HIGH + DOWN, { id: "trigger" });
  const end = { ...where, index: definition.steps.length };
  sheet.edge(last, "end", { place: end });
  sheet.place(end, 0, y - DOWN / 2);
  sheet.node("end", "end", 0, y, {}, [96, 30]);
  return sheet;
}

// The place nearest to a point, if one is near enough to be meant.
export function nearest(places, x, y, reach = 130) {
  const far = (place) => Math.hypot(place.x - x, place.y - y);
  const [best] = [...places].sort((one, other) => far(one) - far(other));
  return best && far(best) <= reach ? best : null;
}
