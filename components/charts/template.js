// One template for every chart: colours come from the theme's custom properties at the time of drawing.
const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

const SERIES = ["--accent", "--accent-tint", "--series-3", "--series-4", "--series-5", "--series-6"];

export const seriesColour = (at) => token(SERIES[at % SERIES.length]);

export function toneColour(tone) {
  return token(tone === "quiet" ? "--accent-tint" : tone === "red" ? "--red" : "--accent");
}

export function layout({ height, stacked, ticks, labels }) {
  const quiet = { color: token("--third"), size: 11 };
  return {
    height,
    margin: { t: 8, r: 4, b: 20, l: 4 },
    font: { family: "Inter Variable, sans-serif", size: 12, color: token("--second") },
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
