// One template for every chart: colours come from the theme's custom properties at the time of drawing.
const raw = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

// Plotly reads hexadecimal colours only; an organisation's own colour comes as color-mix(…), which a canvas can work out.
export function token(name) {
  const value = raw(name);
  if (!value.startsWith("color-mix")) return value;
  const brush = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const colour = value.replace("var(--brand)", raw("--brand"));
  brush.fillStyle = colour;
  brush.fillRect(0, 0, 1, 1);
  const [red, green, blue] = brush.getImageData(0, 0, 1, 1).data;
  return `rgb(${red}, ${green}, ${blue})`;
}

const SERIES = ["--accent", "--accent-tint", "--series-3", "--series-4", "--series-5", "--series-6"];

export const text = { family: "Inter Variable, sans-serif", size: 12 };

export const seriesColour = (at) => token(SERIES[at % SERIES.length]);

export function toneColour(tone) {
  return token(tone === "quiet" ? "--accent-tint" : tone === "red" ? "--red" : "--accent");
}

export function layout({ height, stacked, ticks, labels }) {
  const quiet = { color: token("--third"), size: 11 };
  return {
    height,
    margin: { t: 8, r: 4, b: 20, l: 4 },
    font: { ...text, color: token("--second") },
    paper_bgcolor: "transparent",
    plot_bgcolor: "transparent",
    showlegend: false,
    barmode: stacked ? "stack" : "group",
    bargap: 0.16,
    barcornerradius: 3,
    dragmode: false,
    hovermode: "closest",
    hoverlabel: { bgcolor: token("--toast"), bordercolor: token("--toast"), font: { color: token("--toast-text"), size: 12 } },
    xaxis: { type: "category", fixedrange: true, showgrid: false, zeroline: false, tickfont: quiet, ticklen: 0, automargin: true, tickangle: 0, ...labels },
    yaxis: { fixedrange: true, showgrid: ticks, gridcolor: token("--line"), zeroline: false, showticklabels: ticks, tickfont: quiet, nticks: 5, automargin: true, ticklabelstandoff: 6, rangemode: "tozero" },
  };
}

export const config = { displayModeBar: false, responsive: true, scrollZoom: false, doubleClick: false };
