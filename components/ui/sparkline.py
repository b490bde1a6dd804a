"""A thin line that shows a course without axes."""

import reflex as rx

from components.ui.script import script

_POINTS = script(__name__, "sparkline.jsx")


class Spark(rx.Component):
    """The line of `values`, drawn as an inline picture."""

    library = _POINTS
    tag = "Spark"

    values: rx.Var[list[float]]


def spark(values: rx.Var[list[float]]) -> rx.Component:
    """A thin line through `values`, scaled to its own range; readers skip it."""
    return Spark.create(values=values)
