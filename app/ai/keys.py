"""Keys of providers: the installation's from its environment, an organisation's own sealed in its settings."""

from dataclasses import dataclass

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import select
from sqlmodel import col

from app.ai.models import ProviderSetting
from app.ai.registry import Provider
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
    """All that a call to a provider needs."""

    provider: Provider
    base_url: str
    key: str
    model: str


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
        raise Invalid(f"{provider.title} is switched off here; switch it on under Integrations. Nothing was asked.")
    model = (mine and mine.model) or provider.model
    if mine is not None and mine.secret:
        return Access(provider, mine.base_url or provider.base_url, secrets.reveal(mine.secret), model)
    key = given(provider)
    if key is None:
        raise Invalid(
            f"{provider.title} is not set up: enter its key under Integrations, or set "
            f"{provider.name.upper()}_API_KEY. Nothing was asked.",
            fields={"provider": "not set up"},
        )
    return Access(
        provider, getattr(Keys(), f"{provider.name}_base_url") or provider.base_url, key.get_secret_value(), model
    )
