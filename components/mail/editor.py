"""The editor of a mail template, source and preview side by side; what is typed stays in the browser until kept."""

from typing import Any

import reflex as rx

from components.ui.script import script

_EDITOR = script(__name__, "mail_editor.jsx")
for _part in ("mail_source.jsx", "mail_preview.jsx", "mail_parts.js"):
    script(__name__, _part)

Draft = rx.Var[dict[str, Any]]
Word = rx.Var[str]


def _drafted(draft: Draft, kind: Word, record: Word) -> tuple[Draft, Word, Word]:
    return draft, kind, record


def _saved(draft: Draft, version: rx.Var[int]) -> tuple[Draft, rx.Var[int]]:
    return draft, version


def _sought(kind: Word, words: Word) -> tuple[Word, Word]:
    return kind, words


class MailEditor(rx.NoSSRComponent):
    """Shows one template; sends drafts to be previewed, tested and kept."""

    library = _EDITOR
    tag = "MailEditor"
    lib_dependencies: list[str] = ["lucide-react@1.26.0", "@radix-ui/react-dialog@1.3.1"]

    template: rx.Var[dict[str, Any]]
    preview: rx.Var[dict[str, Any]]
    choices: rx.Var[list[dict[str, str]]]
    errors: rx.Var[dict[str, str]]
    may_write: rx.Var[bool]
    on_preview: rx.EventHandler[_drafted]
    on_test: rx.EventHandler[_drafted]
    on_save: rx.EventHandler[_saved]
    on_find: rx.EventHandler[_sought]
    on_reset: rx.EventHandler[rx.event.no_args_event_spec]
    on_delete: rx.EventHandler[rx.event.no_args_event_spec]
