"""Interface texts: the English text is the key, the browser shows it in the reader's language."""

from typing import Any

import reflex as rx
from reflex.utils.imports import ImportVar
from reflex.vars import VarData

from components.ui.script import script

Text = str | rx.Var[str]

_LANGUAGE = script(__name__, "language.js")
_I18NEXT = "i18next@27.1.2"


def _hooked(expression: str, hook: str, tag: str, *parts: rx.Var[Any]) -> rx.Var[str]:
    imports = {_LANGUAGE: [ImportVar(tag=tag, install=False)], _I18NEXT: [ImportVar(tag=None, render=False)]}
    own = VarData(imports=imports, hooks={hook: None})
    var_data = VarData.merge(own, *[part._get_all_var_data() for part in parts])
    return rx.Var(expression, _var_type=str, _var_data=var_data).to(str)


def t(key: Text, **args: Any) -> rx.Var[str]:
    """Show an English text in the reader's language; names in braces are filled from `args`."""
    given: rx.Var[Any] = rx.Var.create(args)
    text: rx.Var[Any] = rx.Var.create(key)
    return _hooked(f"(t({text!s}, {given!s}))", "const t = useT();", "useT", text, given)


def tn(one: str, other: str, count: Any, **args: Any) -> rx.Var[str]:
    """Show the form of a text that fits `count`, which also fills `{count}`."""
    given: rx.Var[Any] = rx.Var.create({"count": count, **args})
    forms = f"{rx.Var.create(one)!s}, {rx.Var.create(other)!s}"
    return _hooked(f"(tn({forms}, {given!s}))", "const tn = useTn();", "useTn", given)
