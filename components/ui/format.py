"""Numbers, money and times in the reader's own way of writing, formatted in the browser."""

from typing import Any

import reflex as rx
from reflex.utils.imports import ImportVar
from reflex.vars import VarData

from components.ui.script import script

_FORMAT = script(__name__, "format.js")
_AGO = script(__name__, "ago.jsx")


def _call(name: str, *args: Any) -> rx.Var[str]:
    given: list[rx.Var[Any]] = [rx.Var.create(arg) for arg in args]
    hooks: dict[str, VarData | None] = {"const format = useFormat();": None}
    own = VarData(imports={_FORMAT: [ImportVar(tag="useFormat", install=False)]}, hooks=hooks)
    var_data = VarData.merge(own, *[arg._get_all_var_data() for arg in given])
    expression = f"(format.{name}({', '.join(str(arg) for arg in given)}))"
    return rx.Var(expression, _var_type=str, _var_data=var_data).to(str)


def number(value: Any, digits: int = 0) -> rx.Var[str]:
    """A number with the reader's separators and at most `digits` decimals."""
    return _call("number", value, digits)


def money(value: Any, currency: Any, short: bool = False) -> rx.Var[str]:
    """An amount with its currency; whole from 10,000 up; `short` gives 182k."""
    return _call("money", value, currency, short)


def percent(value: Any, digits: int = 0) -> rx.Var[str]:
    """A share from 0 to 1 as a percentage."""
    return _call("percent", value, digits)


def day(iso: Any) -> rx.Var[str]:
    """A day, from an ISO date or time."""
    return _call("day", iso)


def moment(iso: Any) -> rx.Var[str]:
    """A day and the time of day, from an ISO time, in the reader's zone."""
    return _call("moment", iso)


class Ago(rx.Component):
    """A time told from now, the exact one on hover."""

    library = _AGO
    tag = "Ago"

    at: rx.Var[str]


def ago(iso: Any) -> rx.Component:
    """How long ago (or until) an ISO time is; keeps itself up to date; the exact time on hover."""
    return Ago.create(at=iso)
