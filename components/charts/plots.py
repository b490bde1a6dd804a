"""Bar and line charts, drawn by Plotly's basic bundle that is loaded only where a chart is shown."""

from typing import Any, Literal

import reflex as rx

from components.ui.script import script
from components.ui.text import Text

_PLOT = script(__name__, "plot.jsx")
script(__name__, "across.js")
script(__name__, "template.js")

ROW = 30
Unit = Literal["money", "number", "percent"]
Series = rx.Var[list[dict[str, Any]]]


class Plot(rx.NoSSRComponent):
    """A chart of `series`; a click calls `on_point` with the point's own value in `custom`."""

    library = _PLOT
    tag = "Plot"
    lib_dependencies: list[str] = ["plotly.js-basic-dist-min@3.7.0"]

    series: Series
    label: rx.Var[str]
    shape: rx.Var[str]
    unit: rx.Var[str]
    currency: rx.Var[str]
    stacked: rx.Var[bool]
    ticks: rx.Var[bool]
    thin: rx.Var[bool]
    height: rx.Var[int]
    on_point: rx.EventHandler[rx.event.passthrough_event_spec(str)]


def _plot(shape: str, series: Series, label: Text, on_click: Any, props: dict[str, Any], height: Any) -> rx.Component:
    if on_click is not None:
        props["on_point"] = on_click
    chart = Plot.create(series=series, label=label, shape=shape, **props)
    return rx.el.div(chart, class_name="chart", style={"min_height": height})


def bar_chart(
    series: Series,
    *,
    label: Text,
    unit: Unit = "number",
    currency: Text = "EUR",
    stacked: bool = False,
    ticks: bool = True,
    height: int = 200,
    on_click: Any = None,
) -> rx.Component:
    """Bars over categories. Series are dicts with name, x, y, and perhaps custom (one string a point) and tone.

    `on_click(custom)` gets the clicked point's custom string, else its x.
    """
    props = {"unit": unit, "currency": currency, "stacked": stacked, "ticks": ticks, "height": height}
    return _plot("bar", series, label, on_click, props, f"{height}px")


def line_chart(
    series: Series,
    *,
    label: Text,
    unit: Unit = "number",
    currency: Text = "EUR",
    height: int = 200,
    on_click: Any = None,
) -> rx.Component:
    """Lines over time; the same series and clicks as `bar_chart`."""
    props = {"unit": unit, "currency": currency, "stacked": False, "ticks": True, "height": height}
    return _plot("line", series, label, on_click, props, f"{height}px")


def across_chart(series: Series, *, label: Text, thin: bool = False, on_click: Any = None) -> rx.Component:
    """Bars from left to right with their names and figures beside them; the chart is as tall as its rows need.

    Takes one series: a dict with name, x (names), y, text (figures as they are to be read), and perhaps custom (one
    string a row), tones ("red" or "" each) and top (what fills the width). `thin` draws a track behind, for shares of
    a whole. Clicks are those of `bar_chart`, on the whole row.
    """
    rows = series[0]["x"].to(list[str]).length() * ROW
    return _plot("across", series, label, on_click, {"thin": thin}, rows.to(str) + "px")
