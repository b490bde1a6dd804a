"""Providers as people set them up."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field, StringConstraints
from sqlalchemy import select

from app.ai.keys import given, own_prices, setting
from app.ai.models import ProviderSetting
from app.ai.registry import PROVIDERS, TASKS, Price, Provider, provider
from app.ai.rows import PriceRow, ProviderRow
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
Start = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
Usd = Annotated[Decimal, Field(ge=0, le=100_000, decimal_places=6)]
MOST_PRICES = 50


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
    mine = _setting(session, known)
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


@action("ai_price.save", permission=Permission.SETTINGS_WRITE, effect=Effect.WRITE, title="Set price of a model")
def save_price(
    session: Session,
    actor: Actor,
    provider_name: Name,
    model: Start,
    usd_in: Usd | None = None,
    usd_out: Usd | None = None,
) -> ProviderRow:
    """Set what a million tokens in and out cost, in US dollars, for models whose name begins with `model`.

    Costs and budgets go by it from now on; with neither price the shipped one counts again.
    """
    known = provider(provider_name)
    if (usd_in is None) != (usd_out is None):
        raise Invalid("A price has two parts.", fields={"usd_in" if usd_in is None else "usd_out": "missing"})
    mine = _setting(session, known)
    prices = {start: price for start, price in mine.prices.items() if start != model}
    if usd_in is not None and usd_out is not None:
        prices[model] = [f"{usd_in:f}", f"{usd_out:f}"]
    if len(prices) > MOST_PRICES:
        raise Invalid(f"A provider has at most {MOST_PRICES} prices.")
    mine.prices = prices
    session.add(mine)
    session.flush()
    record(session, "ai_price.saved", mine, provider=known.name, model=model)
    return _row(known, mine)


def _setting(session: Session, known: Provider) -> ProviderSetting:
    return setting(session, known) or ProviderSetting(provider=known.name)


def _prices(known: Provider, own: dict[str, Price]) -> list[PriceRow]:
    all_prices = {**known.models, **own}
    return [PriceRow(start, Decimal(price[0]), Decimal(price[1]), start in own) for start, price in all_prices.items()]


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
        prices=_prices(known, own_prices(mine)),
    )
