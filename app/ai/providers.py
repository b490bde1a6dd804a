"""Providers as people set them up."""

from typing import Annotated

from pydantic import Field
from sqlalchemy import select

from app.ai.keys import given
from app.ai.models import ProviderSetting
from app.ai.registry import PROVIDERS, TASKS, Provider, provider
from app.ai.rows import ProviderRow
from app.core import secrets
from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session
from app.core.errors import Invalid
from app.core.events import record
from app.core.http import check_url

Name = Annotated[str, Field(max_length=60)]
Key = Annotated[str, Field(max_length=4000)]
Url = Annotated[str, Field(max_length=2000)]


@action("ai_provider.list", permission=Permission.INTEGRATIONS_READ, effect=Effect.READ, title="List AI providers")
def list_(session: Session, actor: Actor) -> list[ProviderRow]:
    """The six providers and whether each can be asked; keys never leave the house."""
    known = {one.provider: one for one in session.scalars(select(ProviderSetting))}
    return [_row(one, known.get(one.name)) for one in PROVIDERS.values()]


@action("ai_provider.save", permission=Permission.INTEGRATIONS_WRITE, effect=Effect.WRITE, title="Set up AI provider")
def save(
    session: Session,
    actor: Actor,
    provider_name: Name,
    key: Key | None = None,
    base_url: Url | None = None,
    model: Name | None = None,
    active: bool = True,
) -> ProviderRow:
    """Set an own key ("" takes it away, none given leaves it), address and model of a provider.

    An own address needs an own key, so that the installation's is never sent elsewhere.
    """
    known = provider(provider_name)
    mine = next((one for one in session.scalars(select(ProviderSetting)) if one.provider == known.name), None)
    mine = mine or ProviderSetting(provider=known.name)
    if base_url and base_url != mine.base_url:
        check_url(base_url)
        # A key goes only to the address for which it was entered.
        mine.secret = None
    if key is not None:
        mine.secret = secrets.seal(key) if key else None
    if base_url and not mine.secret:
        raise Invalid("Another address needs the key that belongs to it.", fields={"key": "enter it again"})
    mine.base_url, mine.model, mine.active = base_url or None, model or None, active
    session.add(mine)
    session.flush()
    record(session, "ai_provider.saved", mine, provider=known.name)
    return _row(known, mine)


def _row(known: Provider, mine: ProviderSetting | None) -> ProviderRow:
    own = bool(mine and mine.secret)
    key = "own" if own else "installation" if given(known) else "none"
    active = mine is None or mine.active
    return ProviderRow(
        name=known.name,
        title=known.title,
        ready=active and key != "none",
        key=key,
        base_url=(mine.base_url if own and mine else None) or known.base_url,
        model=(mine and mine.model) or known.model,
        active=active,
        tasks=[task for task, name in TASKS.items() if name == known.name],
    )
