import { createElement as h, useEffect, useRef, useState } from "react";
import { useFormat } from "$/public/external/components/ui/format/format.js";
import { across, tallAcross } from "./across.js";
import { config, layout, seriesColour, toneColour } from "./template.js";

const DOTTED = 31;

function written(format, unit, currency, value, short) {
  if (unit === "money") return format.money(value, currency, short);
  if (unit === "percent") return format.percent(value, 1);
  return format.number(value, 1);
}

function trace(series, at, props, format) {
  const colour = series.tone ? toneColour(series.tone) : seriesColour(at);
  const said = series.y.map((value) => written(format, props.unit, props.currency, value));
  const common = { x: series.x, y: series.y, name: series.name, customdata: series.custom, text: said, textposition: "none" };
  const hover = { hovertemplate: `%{x}<br><b>%{text}</b>${series.name ? ` ${series.name}` : ""}<extra></extra>` };
  // Where points stand close, only those without neighbours get a dot: a line alone would not show them.
  const size = series.y.map((_, at) => (series.y.length <= DOTTED || (series.y[at - 1] == null && series.y[at + 1] == null) ? 5 : 0));
  if (props.shape === "line") return { ...common, ...hover, type: "scatter", mode: "lines+markers", line: { color: colour, width: 2 }, marker: { size, color: colour } };
  return { ...common, ...hover, type: "bar", marker: { color: colour, line: { width: 0 } } };
}

// Axis numbers in the reader's way of writing: Plotly's own are English only.
function axis(series, props, format) {
  const sums = series[0]?.x.map((_, at) => series.reduce((sum, each) => (props.stacked ? sum + Number(each.y[at] ?? 0) : Math.max(sum, Number(each.y[at] ?? 0))), 0)) ?? [];
  const top = Math.max(...sums, 0);
  if (!(top > 0)) return { range: [0, 1], tickvals: [0], ticktext: [written(format, props.unit, props.currency, 0, true)] };
  const rough = top / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const fine = [1, 2, 2.5, 5, 10].find((each) => each * power >= rough) * power;
  // What is counted in ones has nothing between them.
  const step = top < 4 && series.every((each) => each.y.every((value) => Number.isInteger(Number(value ?? 0)))) ? 1 : fine;
  const values = Array.from({ length: Math.floor(top / step) + 1 }, (_, at) => at * step);
  return { tickvals: values, ticktext: values.map((value) => written(format, props.unit, props.currency, value, true)) };
}

// A name on a line's axis needs this much of its width; bars are few and keep theirs.
const NAME = 64;

async function upright(width, series, props, format) {
  const base = layout(props);
  if (props.shape === "line") base.xaxis.nticks = Math.max(2, Math.floor(width / NAME));
  Object.assign(base.yaxis, axis(series, props, format));
  return { data: series.map((each, at) => trace(each, at, props, format)), layout: base };
}

function listen(node, series, onPoint) {
  node.removeAllListeners?.("plotly_click");
  node.removeAllListeners?.("plotly_clickannotation");
  if (!onPoint) return;
  const open = (value) => value && onPoint(String(value));
  node.on("plotly_click", ({ points }) => open(points[0].customdata ?? points[0].x));
  node.on("plotly_clickannotation", ({ index }) => open(series[0].custom?.[index % series[0].x.length]));
}

async function draw(node, series, props, format) {
  const { default: Plotly } = await import("plotly.js-basic-dist-min");
  const made = props.shape === "across" ? await across(node.clientWidth, series, props) : await upright(node.clientWidth, series, props, format);
  if (!node.isConnected) return;
  await Plotly.react(node, made.data, made.layout, config);
  listen(node, series, props.onPoint);
  node.setAttribute("data-drawn", "true");
}

function useTheme() {
  const [theme, setTheme] = useState("");
  useEffect(() => {
    const read = () => setTheme(document.documentElement.className + document.documentElement.getAttribute("style"));
    const watch = new MutationObserver(read);
    watch.observe(document.documentElement, { attributes: true, attributeFilter: ["class", "style"] });
    return () => watch.disconnect();
  }, []);
  return theme;
}

function Cell({ said, named, to, onPoint }) {
  if (!onPoint || !to?.startsWith("/")) return said;
  const open = (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    onPoint(to);
  };
  return h("a", { href: to, onClick: open, "aria-label": `${named} ${said}` }, said);
}

// The same figures as a table, for readers who cannot see the picture and for those who go by keyboard.
function Figures({ series, say, onPoint }) {
  const head = h("tr", null, h("td", null), series.map((each) => h("th", { key: each.name, scope: "col" }, each.name)));
  const cell = (each, x, at) => h(Cell, { said: each.text?.[at] ?? say(each.y[at]), named: `${x} ${each.name}`.trim(), to: each.custom?.[at], onPoint });
  const row = (x, at) => h("tr", { key: at }, h("th", { scope: "row" }, x), series.map((each) => h("td", { key: each.name }, cell(each, x, at))));
  return h("table", { className: "said" }, h("thead", null, head), h("tbody", null, (series[0]?.x ?? []).map(row)));
}

export function Plot({ series, label, ...props }) {
  const node = useRef(null);
  const theme = useTheme();
  const format = useFormat();
  useEffect(() => {
    if (node.current && series?.length) draw(node.current, series, props, format);
  }, [series, theme, props.onPoint, props.unit, props.currency]);
  useEffect(() => () => void import("plotly.js-basic-dist-min").then(({ default: Plotly }) => node.current && Plotly.purge(node.current)), []);
  const say = (value) => written(format, props.unit, props.currency, value);
  const height = props.shape === "across" ? tallAcross(series) : props.height;
  const picture = h("div", { ref: node, "aria-hidden": true, className: props.onPoint ? "plot plot-open" : "plot", style: { height } });
  return h("figure", { "aria-label": label }, picture, h(Figures, { series: series ?? [], say, onPoint: props.onPoint }));
}
