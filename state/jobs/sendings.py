"""The send ledger: what left the house, and what nobody can know of."""

import json
from typing import Any, ClassVar

import reflex as rx
from reflex.event import EventSpec

from app.core.access import Permission
from app.core.actions import Action
from app.core.effects import EffectState
from app.core.effects import actions as effects
from app.core.effects.rows import EffectRow
from app.core.errors import Invalid
from state import addresses, here, live
from state.base import Page, calls

HOME = "/jobs/sendings"
PAGE = 50
STATES = frozenset(state.value for state in EffectState)
# What of a request people recognise, the likeliest first.
NAMES = ("subject", "text", "template", "url", "method", "event", "model")
MOST = 100


class SendingsState(Page, rx.State):
    """Sendings of one state or all, newest first, and the one that is looked at; the filter stands in the address."""

    _actions: ClassVar[tuple[Action[..., Any], ...]] = (effects.list_effects, effects.get)

    rows: list[dict[str, Any]] = []
    view: str = ""
    more: bool = False
    undecided: bool = False
    sending: dict[str, Any] = {}
    may_write: bool = False
    _cursor: str | None = None

    @calls()
    async def load(self) -> None:
        """Read the filter of the address and the sendings it asks for."""
        live.watch(SendingsState.refresh, "send_ledger")
        self.may_write, self.sending = here.actor().may(Permission.JOBS_WRITE), {}
        given = dict(self.rx_router_url.query_parameters)
        asked, one = str(given.get("state", "")), str(given.get("id", ""))
        self.view = asked if asked in STATES else ""
        await self._fill()
        if one:
            await self._open(one)
        self.loading = False

    @calls()
    async def refresh(self) -> None:
        """Read them again, because something left or was decided."""
        await self._fill()
        if self.sending:
            await self._open(str(self.sending["id"]))

    async def _fill(self, cursor: str | None = None) -> None:
        page = await self._read(effects.list_effects, state=self.view or None, cursor=cursor, limit=PAGE)
        self.rows = [*(self.rows if cursor else []), *(_row(one) for one in page.items)]
        self._cursor, self.more = page.next_cursor, page.next_cursor is not None
        open_ones = await self._read(effects.list_effects, state=EffectState.UNKNOWN, limit=1)
        self.undecided = bool(open_ones.items)

    async def _open(self, effect_id: str) -> None:
        found = await self._read(effects.get, effect_id=effect_id)
        self.sending = {**_row(found), "request": _pretty(found.request), "answer": _pretty(found.answer)}

    @calls()
    async def show(self, view: str) -> EventSpec:
        """Show sendings of one state, or all."""
        self.view = view if view in STATES else ""
        await self._fill()
        return addresses.replace(HOME, {"state": self.view})

    @calls()
    async def show_more(self) -> None:
        """Read older sendings."""
        if self._cursor:
            await self._fill(self._cursor)

    @calls()
    async def open(self, effect_id: str) -> None:
        """Look at one sending."""
        self.errors = {}
        await self._open(effect_id)

    @calls()
    async def close(self) -> None:
        """Put it away."""
        self.sending = {}

    @calls(effects.decide)
    async def decide(self, form: dict[str, Any]) -> EventSpec:
        """Say what became of the sending, and why one thinks so."""
        note = str(form.get("note", "")).strip()
        if not note:
            raise Invalid("Say how you know: it is kept with the sending.", fields={"note": "missing"})
        given = {"effect_id": self.sending["id"], "decision": form.get("decision", ""), "note": note}
        done = await self._run(effects.decide, given)
        await self._fill()
        self.sending = {}
        return self._told("It is decided.", done)


def _row(one: EffectRow) -> dict[str, Any]:
    what = next((str(one.request[name]) for name in NAMES if one.request.get(name)), "")
    # "run:<execution>:<step>" waits for it.
    parts = (one.waiter or "").split(":")
    return {
        "id": str(one.id),
        "kind": one.kind,
        "target": one.target,
        "what": what[:MOST],
        "state": one.state,
        "error": one.error_message or "",
        "note": one.note or "",
        "tries": one.tries,
        "key": one.key,
        "at": (one.sent_at or one.settled_at or one.created_at).isoformat(),
        "job": f"/jobs/{one.job_id}" if one.job_id else "",
        "run": f"/runs/{parts[1]}" if parts[0] == "run" and len(parts) > 1 else "",
    }


def _pretty(value: dict[str, Any] | None) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) if value else ""
