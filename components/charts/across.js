import { layout, text, token, toneColour } from "./template.js";

const ROW = 30;
const GAP = 10;
const CLEAR = "rgba(0,0,0,0)";
const FACE = 'px "Inter Variable", sans-serif';

export const tallAcross = (series) => (series?.[0]?.x.length ?? 0) * ROW;

const brush = () => Object.assign(document.createElement("canvas").getContext("2d"), { font: `13${FACE}` });
const widest = (pen, words) => Math.ceil(Math.max(0, ...words.map((word) => pen.measureText(word).width)));

// SVG text does not shorten itself.
function short(pen, word, room) {
  if (pen.measureText(word).width <= room) return word;
  let kept = word;
  while (kept && pen.measureText(`${kept}…`).width > room) kept = kept.slice(0, -1);
  return `${kept.trimEnd()}…`;
}

// Plotly rounds only the longest of bars that share axes, so what lies below has axes of its own.
function bars(series, width, colour, values, layer) {
  const y = series.x.map((_, at) => at);
  return { type: "bar", orientation: "h", x: values, y, width, xaxis: `x${layer}`, yaxis: `y${layer}`, customdata: series.custom, hoverinfo: "none", marker: { color: colour, line: { width: 0 } } };
}

// Below the bars lies one that is clear and as long as the row, so that a short bar is as easy to hit as a long one.
function traces(series, top, thin) {
  const full = series.x.map(() => top);
  const colours = series.x.map((_, at) => (series.tones?.[at] ? toneColour(series.tones[at]) : token(thin ? "--accent" : "--accent-soft")));
  const values = series.y.map((value) => (Number(value) > 0 ? Math.min(Math.max(Number(value), top * 0.01), top) : 0));
  const track = thin ? [bars(series, 7 / ROW, token("--line"), full, "")] : [];
  return [bars(series, 1, CLEAR, full, ""), ...track, bars(series, (thin ? 7 : 13) / ROW, colours, values, "2")];
}

function words(series, left, right, room, pen) {
  const each = { xref: "paper", yref: "y", showarrow: false, borderpad: 0, borderwidth: 0, captureevents: true, font: { family: text.family, size: 13, color: token("--text") } };
  const labels = series.x.map((word, at) => {
    const shown = short(pen, word, room);
    return { ...each, x: 0, y: at, xanchor: "left", xshift: -left, text: shown, hovertext: shown === word ? undefined : word };
  });
  const figures = series.text.map((word, at) => ({ ...each, x: 1, y: at, xanchor: "right", xshift: right, text: word }));
  return [...labels, ...figures];
}

// Bars across with their names and figures beside them; those of a share are thin and lie on a track.
export async function across(width, [series], props) {
  await document.fonts?.ready;
  const pen = brush();
  const room = Math.max(64, Math.round(width * 0.34));
  const left = Math.min(room, widest(pen, series.x)) + GAP;
  const right = widest(pen, series.text) + GAP;
  const top = Number(series.top) || Math.max(...series.y.map(Number), 0) || 1;
  const base = layout({ ...props, height: tallAcross([series]), ticks: false });
  const bare = { fixedrange: true, showgrid: false, zeroline: false, showticklabels: false };
  const count = series.x.length;
  const shape = { barmode: "overlay", margin: { t: 0, b: 0, l: left, r: right }, annotations: words(series, left, right, room, pen) };
  const [xaxis, yaxis] = [{ ...bare, range: [0, top] }, { ...bare, range: [count - 0.5, -0.5] }];
  Object.assign(base, shape, { xaxis, yaxis, xaxis2: { ...xaxis, overlaying: "x" }, yaxis2: { ...yaxis, overlaying: "y" } });
  return { data: traces(series, top, props.thin), layout: base };
}
