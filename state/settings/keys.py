"""API keys."""

from typing import Any, ClassVar

import reflex as rx
from reflex.event import EventSpec

from app.accounts import api_keys
from app.core.access import GRANTABLE
from app.core.actions import Action
from app.core.settings import settings
from state import here
from state.base import Page, calls
from state.toasts import toast


class KeysState(Page, rx.State):
    """The organisation's keys; a secret is in the state only until its dialog is closed."""

    _actions: ClassVar[tuple[Action[..., Any], ...]] = (api_keys.list_keys,)

    keys: list[dict[str, Any]] = []
    scopes: list[dict[str, Any]] = []
    creating: bool = False
    made: str = ""
    made_name: str = ""
    example: str = ""

    @calls()
    async def load(self) -> None:
        """Read the keys."""
        await self._fill()
        self.example = f"curl -H 'Authorization: Bearer YOUR-KEY' {settings().public_url}/api/leads"
        self.made, self.creating, self.loading = "", False, False

    async def _fill(self) -> None:
        found = await self._read(api_keys.list_keys)
        self.keys = [_shown(key) for key in found]
        mine = sorted(scope for scope in GRANTABLE if here.actor().may(scope))
        self.scopes = [{"key": scope.value, "read": scope.endswith(":read")} for scope in mine]

    @calls()
    async def open_form(self) -> None:
        """Show the form of a new key."""
        self.creating, self.made, self.errors = True, "", {}

    @calls()
    async def close(self) -> None:
        """Put the form away, and the secret with it."""
        self.creating, self.made = False, ""

    @calls(api_keys.create)
    async def create(self, form: dict[str, Any]) -> None:
        """Make a key with the ticked scopes; its secret is shown once."""
        scopes = [scope["key"] for scope in self.scopes if form.get(f"scope {scope['key']}")]
        given: dict[str, Any] = {"name": str(form.get("name", "")), "scopes": scopes}
        if form.get("expires"):
            given["expires_in_days"] = form["expires"]
        made = (await self._run(api_keys.create, given)).value
        self._show(made)
        await self._fill()

    def _show(self, made: Any) -> None:
        self.made, self.made_name, self.creating = made.secret, made.key.name, False

    @calls(api_keys.rotate)
    async def rotate(self, key_id: str) -> None:
        """Replace a key's secret; the new one is shown once."""
        self._show((await self._run(api_keys.rotate, id=key_id)).value)
        await self._fill()

    @calls(api_keys.revoke)
    async def revoke(self, key_id: str) -> EventSpec:
        """Withdraw a key at once."""
        done = await self._run(api_keys.revoke, id=key_id)
        await self._fill()
        return toast("“{name}” is withdrawn; nothing can use it any more.", name=done.value.name)


def _shown(key: Any) -> dict[str, Any]:
    return {
        "id": str(key.id),
        "name": key.name,
        "prefix": f"{key.prefix}…",
        "scopes": ", ".join(sorted(key.scopes)),
        "member": key.member_name,
        "expires_at": key.expires_at.isoformat() if key.expires_at else "",
        "used_at": key.used_at.isoformat() if key.used_at else "",
        "revoked": key.revoked_at is not None,
    }
