"""Actions that every list has in the same words: count, delete, give away, tag, write into a file."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from app.accounts.export import job as wide
from app.accounts.export import sheet
from app.core import listing
from app.core.access import Permission
from app.core.actions import Action, Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.core.files import FileRow
from app.core.files.rows import row as file_row
from app.core.listing import Count, Listing, ListQuery
from app.core.listing.views import find_view
from app.core.queue import JobRow
from app.core.said import in_english
from app.crm import bulk
from app.crm.bulk import Bulk, Ids
from app.crm.listings import views as views
from app.crm.rows.values import Tags

MOST_AT_ONCE = 5_000


def _made(
    of: Listing[Any], verb: str, permission: Permission, effect: Effect, title: str, doc: str
) -> Callable[[Any], Any]:
    def register(fn: Callable[..., Any]) -> Action[..., Any]:
        fn.__doc__ = doc
        return action(f"{of.noun}.{verb}", permission=permission, effect=effect, title=title)(fn)

    return register


class ListActions:
    """The actions of the list `of`, named after its noun; `many` is what people call its records ("deals").

    Each method registers one action and returns it: `delete = ACTIONS.delete()`.
    """

    def __init__(self, of: Listing[Any], read: Permission, write: Permission, many: str) -> None:
        self._of, self._read, self._write, self._many = of, read, write, many

    def count(self) -> Action[..., Count]:
        """How many records match."""
        of = self._of

        def count(session: Session, actor: Actor, query: ListQuery = ListQuery()) -> Count:
            return listing.count(session, of, query)

        doc = f"How many {self._many} match, counted up to 10,000."
        return _made(of, "count", self._read, Effect.READ, in_english(f"Count {self._many}"), doc)(count)

    def delete(self) -> Action[..., Bulk]:
        """Delete records."""
        of = self._of

        def delete(session: Session, actor: Actor, ids: Ids | None = None, query: ListQuery | None = None) -> Bulk:
            return bulk.remove(session, of, ids, query)

        doc = f"Delete the named {self._many}, or all that match the query; undo brings them back."
        return _made(of, "delete", self._write, Effect.DESTRUCTIVE, in_english(f"Delete {self._many}"), doc)(delete)

    def assign(self, title: str = "") -> Action[..., Bulk]:
        """Give records an owner; `title` is what people read where it is not "Give deals an owner"."""
        of = self._of

        def assign(
            session: Session,
            actor: Actor,
            owner_id: UUID | None,
            ids: Ids | None = None,
            query: ListQuery | None = None,
        ) -> Bulk:
            return bulk.assign(session, of, ids, query, owner_id)

        doc = f"Give {self._many} to a colleague, or to nobody."
        return _made(of, "assign", self._write, Effect.WRITE, title or in_english(f"Give {self._many} an owner"), doc)(
            assign
        )

    def tag(self) -> Action[..., Bulk]:
        """Tag records."""
        of = self._of

        def tag(
            session: Session,
            actor: Actor,
            add: Tags | None = None,
            remove: Tags | None = None,
            ids: Ids | None = None,
            query: ListQuery | None = None,
        ) -> Bulk:
            return bulk.tag(session, of, ids, query, add, remove)

        doc = f"Add tags to {self._many} and take others off."
        return _made(of, "tag", self._write, Effect.WRITE, in_english(f"Tag {self._many}"), doc)(tag)

    def export(self) -> Action[..., FileRow | JobRow]:
        """Write records into a file."""
        of, name = self._of, self._many

        def export(
            session: Session, actor: Actor, query: ListQuery = ListQuery(), format: sheet.Format = "csv"
        ) -> FileRow | JobRow:
            view = find_view(name)
            actor.check(view.permission)
            if listing.count(session, of, query, cap=MOST_AT_ONCE).capped:
                return wide.export(session, actor, view=name, query=query, form=format)
            return file_row(sheet.write(session, actor, view, query, format))

        doc = (
            f"All matching {self._many} as a CSV or Excel file in which no cell can be a formula."
            " What holds more than 5,000 rows is written by a job, which is the answer then."
        )
        return _made(of, "export", Permission.EXPORTS_READ, Effect.WRITE, in_english(f"Export {self._many}"), doc)(
            export
        )
