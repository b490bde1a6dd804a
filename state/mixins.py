"""The trait of list pages: what is asked for stands in the address, one page of rows in the state."""

import json
from typing import Any, ClassVar

import reflex as rx
from reflex.event import EventSpec

from app.core.actions import Action
from app.core.errors import Invalid
from app.core.listing import ListQuery
from state import addresses, live
from state.base import calls
from state.selecting import Selecting

PAGE = 50


class ListPage(Selecting, rx.State, mixin=True):
    """Sort, search, filter, page and choose the rows of one list action.

    A page names `_list` and `_count`, the tables it watches in `_topics`, its `_home` address, and turns an item into
    the row it shows in `_row`. Rules in `where` are {"field", "operator", "value", "label"}.
    """

    _list: ClassVar[Action[..., Any]]
    _count: ClassVar[Action[..., Any] | None] = None
    _topics: ClassVar[tuple[str, ...]] = ()
    _home: ClassVar[str] = "/"
    _sort: ClassVar[str] = "-created_at"
    _limit: ClassVar[int] = PAGE

    search: str = ""
    sort: str = "-created_at"
    where: list[dict[str, Any]] = []
    total: int = 0
    capped: bool = False
    has_next: bool = False
    has_previous: bool = False
    _cursor: str | None = None
    _next: str | None = None
    _previous: str | None = None

    @classmethod
    def _allowed(cls) -> tuple[Action[..., Any], ...]:
        return (*cls._actions, *(action for action in (cls._list, cls._count) if action is not None))

    def _row(self, item: Any) -> dict[str, Any]:
        """The row that is shown for one item of the list."""
        raise NotImplementedError

    def _query(self, cursor: str | None = None) -> ListQuery:
        rules = [{key: rule[key] for key in ("field", "operator", "value") if key in rule} for rule in self.where]
        return ListQuery(
            search=self.search or None, where=rules or None, sort=self.sort, cursor=cursor, limit=self._limit
        )

    def _target(self) -> dict[str, Any]:
        """What a bulk action works on: the chosen rows, or all that match."""
        if self.everything:
            return {"query": self._query().model_dump(exclude_none=True)}
        return {"ids": list(self.selected)}

    def _asked(self) -> None:
        """Take the query from the address of the page."""
        given = dict(self.rx_router_url.query_parameters)
        self.search = str(given.get("search", ""))[:200]
        self.sort = str(given.get("sort", "")) or self._sort
        self._cursor = str(given.get("cursor", "")) or None
        self.where = _rules(str(given.get("where", "")))

    def _address(self) -> EventSpec:
        """Write the query into the address, without a change of page."""
        asked = {
            "search": self.search,
            "sort": "" if self.sort == self._sort else self.sort,
            "where": json.dumps(self.where) if self.where else "",
            "cursor": self._cursor or "",
        }
        return addresses.replace(self._home, asked)

    async def _fetch(self, *, counting: bool = True) -> None:
        asked = self._query(self._cursor)
        then = [(self._count, {"query": self._query()})] if counting and self._count is not None else []
        done = await self._run(self._list, query=asked, then=then)
        found = done.value
        for count in done.then:
            self.total, self.capped = count.value, count.capped
        self.rows = [self._row(item) for item in found.items]
        self._next, self._previous = found.next_cursor, found.previous_cursor
        self.has_next, self.has_previous = self._next is not None, self._previous is not None
        self.loading = False

    async def _anew(self) -> EventSpec:
        self._cursor = None
        self._unselect()
        await self._fetch()
        return self._address()

    @calls()
    async def load(self) -> None:
        """Read the address and the rows it asks for; a cursor that is no longer good starts at the first page."""
        live.watch(type(self).refresh, *self._topics)
        self._asked()
        self._unselect()
        try:
            await self._fetch()
        except Invalid:
            self._cursor, self.where, self.sort, self.search = None, [], self._sort, ""
            await self._fetch()
            raise

    @calls()
    async def refresh(self) -> None:
        """Read the same rows again, because some of them changed."""
        await self._fetch()

    @calls()
    async def sort_by(self, key: str) -> EventSpec:
        """Sort by a column; the same column again turns the order."""
        self.sort = f"-{key}" if self.sort == key else key
        return await self._anew()

    @calls()
    async def search_for(self, text: str) -> EventSpec:
        """Show the rows that hold these words."""
        self.search = text[:200]
        return await self._anew()

    @calls()
    async def add_rule(self, field: str, operator: str, value: Any, label: str = "") -> EventSpec:
        """Add a filter; another on the same field gives way, an empty value only removes it."""
        kept = [rule for rule in self.where if rule["field"] != field]
        new = {"field": field, "operator": operator, "value": value, "label": label or str(value)}
        self.where = kept if value in ("", None) else [*kept, new]
        return await self._anew()

    @calls()
    async def remove_rule(self, field: str) -> EventSpec:
        """Remove the filters on a field."""
        self.where = [rule for rule in self.where if rule["field"] != field]
        return await self._anew()

    @calls()
    async def clear_rules(self) -> EventSpec:
        """Remove all filters and the search."""
        self.where, self.search = [], ""
        return await self._anew()

    @calls()
    async def next_page(self) -> EventSpec:
        """Go on in the list."""
        self._cursor = self._next
        await self._fetch(counting=False)
        return self._address()

    @calls()
    async def previous_page(self) -> EventSpec:
        """Go back in the list."""
        self._cursor = self._previous
        await self._fetch(counting=False)
        return self._address()


def _rules(text: str) -> list[dict[str, Any]]:
    try:
        given: Any = json.loads(text[:20_000]) if text else []
    except (ValueError, RecursionError):
        return []
    rules = given if isinstance(given, list) else []
    return [rule for rule in rules if isinstance(rule, dict) and isinstance(rule.get("field"), str)]
