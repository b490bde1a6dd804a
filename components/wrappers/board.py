"""A board of columns and cards that are moved by mouse, touch or keyboard; the drag itself lives in the browser."""

from typing import Any

import reflex as rx

from components.ui.script import script
from components.ui.text import Text

_BOARD = script(__name__, "board.jsx")
script(__name__, "board_card.jsx")
script(__name__, "board_moves.js")


def _moved(card: rx.Var[str], column: rx.Var[str], before: rx.Var[str]) -> tuple[rx.Var[str], rx.Var[str], rx.Var[str]]:
    return card, column, before


class Board(rx.NoSSRComponent):
    """The board; only the finished move reaches the state."""

    library = _BOARD
    tag = "Board"
    lib_dependencies: list[str] = [
        "@dnd-kit/core@6.3.1",
        "@dnd-kit/sortable@10.0.0",
        "@dnd-kit/utilities@3.2.2",
        "lucide-react@1.26.0",
    ]

    columns: rx.Var[list[dict[str, Any]]]
    revision: rx.Var[int]
    label: rx.Var[str]
    faces: rx.Var[dict[str, str]]
    on_move: rx.EventHandler[_moved]
    on_more: rx.EventHandler[rx.event.passthrough_event_spec(str)]


def board(
    columns: rx.Var[list[dict[str, Any]]],
    *,
    on_move: Any,
    label: Text,
    revision: rx.Var[int] | None = None,
    on_more: Any = None,
    faces: rx.Var[dict[str, str]] | None = None,
) -> rx.Component:
    """A board that calls `on_move(card_id, column_id, before_id)`; `before_id` is empty at the end of a column.

    Columns are dicts with id, name, count, total, weighted and cards; cards with id, title, company, money, next,
    owner, whose, initials, href, reason. A card with a reason gets a red edge; `faces` are pictures by `whose`. The
    move shows at once; new columns that arrive during a drag wait for its end. Columns equal to the last ones never
    reach the browser: to put a refused card back, raise `revision`. Where a column counts more than it shows,
    `on_more(column_id)` is offered.
    """
    shown = rx.Var.create(0) if revision is None else revision
    more: dict[str, Any] = {} if on_more is None else {"on_more": on_more}
    more["faces"] = {} if faces is None else faces
    return Board.create(columns=columns, revision=shown, on_move=on_move, label=label, **more)
