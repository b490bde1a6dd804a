"""Who is here: what the frame of every page shows, and what it may call."""

import json
from typing import Any, ClassVar, Literal

import reflex as rx
from reflex.event import EventSpec

from app import features
from app.core.actions import Action, find, registered
from app.core.actor import Kind
from app.core.errors import NotFound
from app.core.listing import ListQuery
from state import here, live, search
from state.base import Page, calls
from state.history.shown import undone

LEAVE = (
    "fetch('/api/session', {method: 'DELETE', credentials: 'same-origin'}).finally(() => location.replace('/login'))"
)
FACES = features.pictures.faces
ME, LOG_OUT, UNDO = features.profile.me, features.log_in.log_out, features.history.undo
TOPICS = ("notification", "task", "workflow_approvals", "member", "picture", "role")
OPEN_TASKS = [{"field": "state", "operator": "equals", "value": "open"}]


def _known(*names: str) -> tuple[Action[..., Any], ...]:
    return tuple(action for action in registered() if action.name in names)


class SessionState(Page, rx.State):
    """The person, their company and counts. `permissions` only hides buttons: actions check for themselves."""

    _actions: ClassVar[tuple[Action[..., Any], ...]] = (
        ME,
        FACES,
        features.tenants.get,
        *_known("notification.unread_count", "task.count", "approval.count"),
        *search.listings(),
    )

    company: str = ""
    person_name: str = ""
    email: str = ""
    initials: str = ""
    picture: str = ""
    logo: str = ""
    faces: dict[str, str] = {}
    role: str = ""
    member_id: str = ""
    is_operator: bool = False
    locale: str = "en"
    zone: str = "UTC"
    currency: str = "EUR"
    theme: str = "system"
    accent: str = "#0f766e"
    permissions: list[str] = []
    unread: int = 0
    open_tasks: int = 0
    asked: int = 0
    results: list[dict[str, Any]] = []
    visiting: bool = False
    _known_for: str = ""

    @calls()
    async def load(self) -> Any:
        """Fill the frame, once for each session, and count anew; every framed page asks for it first."""
        live.unwatch()
        live.watch(SessionState.refresh, *TOPICS, slot="frame")
        if self._known_for == str(here.actor().session_id):
            # A count may have changed while no page was open to hear of it.
            await self._count()
            return None
        await self._fill()
        return rx.call_script(
            f"window.stewardLanguage?.({json.dumps(self.locale)}); window.stewardBrand?.({json.dumps(self.accent)})"
        )

    @calls()
    async def refresh(self) -> None:
        """Fill the frame anew: counts, or what the person may do, have changed."""
        await self._fill()

    async def _fill(self) -> None:
        actor = here.actor()
        self.person_name, self.role = actor.name, actor.role
        self.initials = _initials(actor.name)
        self.member_id = str(actor.member_id or "")
        self.locale, self.zone, self.currency = actor.locale, actor.zone, actor.currency
        self.permissions = sorted(actor.permissions)
        if actor.kind is Kind.MEMBER:
            me = await self._read(ME)
            self.company, self.email = me.tenant.name, me.email
            self.is_operator, self.theme, self.accent = me.operator, me.theme, me.accent
            self.picture, self.logo = me.picture or "", me.logo or ""
        self.visiting = actor.kind is Kind.OPERATOR and actor.tenant_id is not None
        if self.visiting:
            self.company = (await self._read(features.tenants.get)).name
        if actor.member_id:
            self.faces = {str(member): href for member, href in (await self._read(FACES)).items()}
        await self._count()
        self._known_for, self.loading = str(actor.session_id), False

    async def _count(self) -> None:
        for action in self._actions:
            if not here.actor().may(action.permission):
                continue
            if action.name == "notification.unread_count":
                self.unread = int(await self._read(action))
            elif action.name == "approval.count":
                self.asked = int(await self._read(action))
            elif action.name == "task.count":
                self.open_tasks = (await self._read(action, query=ListQuery(where=self._own_tasks()))).value

    def _own_tasks(self) -> list[dict[str, Any]]:
        return [*OPEN_TASKS, {"field": "owner_id", "operator": "equals", "value": self.member_id}]

    @calls(LOG_OUT)
    async def log_out(self) -> EventSpec:
        """End the session here and in all of its open pages."""
        await self._run(LOG_OUT)
        return rx.call_script(LEAVE)

    @calls(features.profile.update_profile)
    async def keep_theme(self, theme: Literal["light", "dark", "system"]) -> None:
        """Keep the theme with the account, so that it is the same in every browser."""
        await self._run(features.profile.update_profile, theme=theme)
        self.theme = theme

    @calls(features.operators.leave)
    async def leave_visit(self) -> EventSpec:
        """End the operator's look into an organisation."""
        await self._run(features.operators.leave)
        return rx.call_script("location.assign('/operator')")

    @calls(UNDO)
    async def undo(self, operation_id: str) -> EventSpec:
        """Take back what a toast tells of, and say what had to stay."""
        return undone(await self._run(UNDO, operation_id=operation_id))

    @calls()
    async def search(self, query: str) -> None:
        """Fill the palette: records that match, and things to do."""
        words = query.strip()[: search.LONGEST]
        lines = search.doable(here.actor(), words)
        self.results = [*(await search.records(here.actor(), words) if words else []), *lines]

    @calls()
    async def act(self, name: str) -> EventSpec:
        """Go where an action starts. Raises NotFound."""
        action = find(name)
        if not action.palette:
            raise NotFound("This cannot be started from here.")
        return rx.redirect(action.palette)


def _initials(name: str) -> str:
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()
