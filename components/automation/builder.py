"""The visual builder of workflows: picture, forms and undo live in the browser, the state gets the result."""

from typing import Any

import reflex as rx

from components.ui.script import script
from components.ui.text import Text
from components.wrappers.flow import FLOW_DEPENDENCIES

_BUILDER = script(__name__, "builder.jsx")
for _part in (
    "faces.jsx",
    "fields.jsx",
    "history.js",
    "layout.js",
    "picker.jsx",
    "record_field.jsx",
    "step_form.jsx",
    "tree.js",
):
    script(__name__, _part)

Maps = rx.Var[list[dict[str, Any]]]


class Builder(rx.NoSSRComponent):
    """The canvas of one definition, with the forms of its steps."""

    library = _BUILDER
    tag = "Builder"
    lib_dependencies: list[str] = FLOW_DEPENDENCIES

    definition: rx.Var[dict[str, Any]]
    kinds: Maps
    triggers: Maps
    settings: Maps
    paths: rx.Var[dict[str, list[str]]]
    problems: Maps
    names: rx.Var[dict[str, str]]
    found: rx.Var[dict[str, Any]]
    titles: rx.Var[dict[str, str]]
    states: rx.Var[dict[str, dict[str, str]]]
    editable: rx.Var[bool]
    revision: rx.Var[int]
    label: rx.Var[str]
    on_change: rx.EventHandler[rx.event.passthrough_event_spec(str)]
    on_find: rx.EventHandler[rx.event.passthrough_event_spec(str, str)]
    on_pick: rx.EventHandler[rx.event.passthrough_event_spec(str)]


def builder(
    definition: rx.Var[dict[str, Any]], *, editable: rx.Var[bool], on_change: Any, label: Text, **parts: Any
) -> rx.Component:
    """A workflow to be changed where it is `editable`; `on_change(json)` gets all of it once the hand rests.

    `kinds` are the steps to choose from: type, action, title, group, hint, fields (name, title, kind, required, help,
    hint, choices); `triggers` and `settings` the fields of the start; `paths` the values that templates may use, by
    step id ("*" for all); `names` what records are called by their ids; `on_find(kind, text)` asks for records, which
    come as `found` (kind, text, items); `problems` have stepId, field, message, severity. The definition given is read
    again only when `revision` changes.
    """
    return Builder.create(definition=definition, editable=editable, on_change=on_change, label=label, **parts)


def picture(definition: rx.Var[dict[str, Any]], *, label: Text, on_pick: Any, **parts: Any) -> rx.Component:
    """A workflow to be looked at; `states` (step id → tone, label) draws the path of a run, `on_pick(step_id)`.

    `titles` are what people call the actions in it.
    """
    return Builder.create(definition=definition, editable=False, on_pick=on_pick, label=label, **parts)
