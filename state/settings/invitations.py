"""Invitations that wait to be accepted."""

from typing import Any, ClassVar

import reflex as rx
from reflex.event import EventSpec

from app.accounts import invitations
from app.core import mail
from app.core.actions import Action
from state import live
from state.base import Page, calls
from state.toasts import toast


class InvitationsState(Page, rx.State):
    """Who is invited, and the form that invites."""

    _actions: ClassVar[tuple[Action[..., Any], ...]] = (invitations.list_invitations,)

    invited: list[dict[str, Any]] = []
    inviting: bool = False
    mails: bool = True

    @calls()
    async def load(self) -> None:
        """Read the invitations; the address may ask for the form."""
        live.watch(InvitationsState.refresh, "ticket", slot="invitations")
        self.inviting = "invite" in dict(self.rx_router_url.query_parameters)
        self.mails = mail.configured()
        await self._fill()
        self.loading = False

    @calls()
    async def refresh(self) -> None:
        """Read them again."""
        await self._fill()

    async def _fill(self) -> None:
        self.invited = [
            {
                "id": str(one.id),
                "email": one.email,
                "role": one.role_name,
                "by": one.invited_by or "",
                "at": one.created_at.isoformat(),
                "until": one.expires_at.isoformat(),
            }
            for one in await self._read(invitations.list_invitations)
        ]

    @calls()
    async def open_form(self) -> None:
        """Show the form."""
        self.inviting, self.errors = True, {}

    @calls()
    async def close(self) -> None:
        """Put the form away."""
        self.inviting = False

    @calls(invitations.send)
    async def send(self, form: dict[str, Any]) -> EventSpec:
        """Invite somebody by mail."""
        given = {"email": str(form.get("email", "")), "role": str(form.get("role") or "rep")}
        done = await self._run(invitations.send, given)
        self.inviting = False
        await self._fill()
        if self.mails:
            return toast("Invitation sent to {email}.", email=done.value.email)
        return toast("No mail server is set up; the invitation waits in the outbox.", link="/outbox")

    @calls(invitations.revoke)
    async def revoke(self, invitation_id: str) -> EventSpec:
        """Make an invitation worthless."""
        await self._run(invitations.revoke, id=invitation_id)
        await self._fill()
        return toast("Invitation withdrawn.")
