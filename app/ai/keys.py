"""Keys of providers: the installation's from its environment, an organisation's own sealed in its settings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import select
from sqlmodel import col

from app.ai.models import ProviderSetting
from app.ai.registry import Price, Provider
from app.core import secrets
from app.core.db import Session
from app.core.errors import Invalid
from app.core.settings import CHECKOUT


class Keys(BaseSettings):
    """Keys and addresses that this installation gives to all its organisations."""

    model_config = SettingsConfigDict(env_file=CHECKOUT / ".env", env_ignore_empty=True, extra="ignore")

    openai_api_key: SecretStr | None = None
    openai_base_url: str | None = None
    anthropic_api_key: SecretStr | None = None
    anthropic_base_url: str | None = None
    groq_api_key: SecretStr | None = None
    groq_base_url: str | None = None
    perplexity_api_key: SecretStr | None = None
    perplexity_base_url: str | None = None
    xai_api_key: SecretStr | None = None
    xai_base_url: str | None = None
    gemini_api_key: SecretStr | None = None
    gemini_base_url: str | None = None


@dataclass(frozen=True, slots=True)
class Access:
    """All that a call to a provider needs; `prices` are the organisation's own."""

    provider: Provider
    base_url: str
    key: str
    model: str
    prices: Mapping[str, Price] = field(default_factory=dict[str, Price])

    def cost(self, model: str, tokens_in: int, tokens_out: int) -> Decimal:
        """US dollars for so many tokens."""
        return self.provider.cost(model, tokens_in, tokens_out, self.prices)


def setting(session: Session, provider: Provider) -> ProviderSetting | None:
    """What the organisation has set of a provider."""
    mine = col(ProviderSetting.provider) == provider.name
    return session.scalars(select(ProviderSetting).where(mine)).first()


def given(provider: Provider) -> SecretStr | None:
    """The key that the installation's environment holds."""
    return getattr(Keys(), f"{provider.name}_api_key")


def access(session: Session, provider: Provider) -> Access:
    """The way to a provider: the organisation's own, else the installation's. Raises Invalid where there is none."""
    mine = setting(session, provider)
    if mine is not None and not mine.active:
        raise Invalid(
            f"{provider.title} is switched off here; switch it on under Settings, AI. Nothing was asked.", setting="ai"
        )
    model = (mine and mine.model) or provider.model
    prices = own_prices(mine)
    if mine is not None and mine.secret:
        return Access(provider, mine.base_url or provider.base_url, secrets.reveal(mine.secret), model, prices)
    key = given(provider)
    if key is None:
        raise Invalid(
            f"{provider.title} is not set up: enter its key under Settings, AI, or set "
            f"{provider.name.upper()}_API_KEY. Nothing was asked.",
            fields={"provider": "not set up"},
            setting="ai",
        )
    base_url = getattr(Keys(), f"{provider.name}_base_url") or provider.base_url
    return Access(provider, base_url, key.get_secret_value(), model, prices)


def own_prices(mine: ProviderSetting | None) -> dict[str, Price]:
    """The organisation's own prices by the beginning of a model's name."""
    return {start: (price[0], price[1]) for start, price in (mine.prices if mine else {}).items()}
