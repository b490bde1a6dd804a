"""What is known about a record, each value edited where it stands."""

from typing import Any

import reflex as rx

from components.ui.script import script

_FACTS = script(__name__, "facts.jsx")


def _saved(name: rx.Var[str], value: rx.Var[str], version: rx.Var[int]) -> tuple[rx.Var[str], rx.Var[str], rx.Var[int]]:
    return name, value, version


def _sought(name: rx.Var[str], text: rx.Var[str]) -> tuple[rx.Var[str], rx.Var[str]]:
    return name, text


class Facts(rx.Component):
    """The editing lives in the browser; `on_save` gets the version that was shown when the editing began."""

    library = _FACTS
    tag = "Facts"

    items: rx.Var[list[dict[str, Any]]]
    people: rx.Var[list[dict[str, str]]]
    found: rx.Var[list[str]]
    frozen: rx.Var[bool]
    version: rx.Var[int]
    on_find: rx.EventHandler[_sought]
    on_save: rx.EventHandler[_saved]


def facts(state: Any, items: rx.Var[list[dict[str, Any]]], frozen: rx.Var[bool], title: Any = None) -> rx.Component:
    """The values of `items` (state.crm.facts) with their names; `frozen` for those who may not change them."""
    head = [rx.el.h3(title)] if title is not None else []
    listed = Facts.create(
        items=items,
        people=state.people,
        found=state.found,
        frozen=frozen,
        version=state.version,
        on_find=state.find.debounce(200),
        on_save=state.save,
    )
    return rx.el.section(*head, listed, class_name="properties")
