"""A thin line that shows a course without axes."""

import reflex as rx

_POINTS = rx.asset("sparkline.jsx", shared=True).importable_path


class Spark(rx.Component):
    """The line of `values`, drawn as an inline picture."""

    library = _POINTS
    tag = "Spark"

    values: rx.Var[list[float]]


def spark(values: rx.Var[list[float]]) -> rx.Component:
    """A thin line through `values`, scaled to its own range; readers skip it."""
    return Spark.create(values=values)
