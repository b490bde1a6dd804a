"""Settings of this installation, read once from the environment and from `.env` in the checkout."""

import hashlib
import os
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from app.core.secret_file import secret_file
from app.core.urls import app_url, sqlalchemy_url

CHECKOUT = Path(__file__).resolve().parents[2]


def default_data() -> Path:
    """Return the data folder used when STEWARD_DATA is not set.

    As root it lies under /var/lib, because PostgreSQL then runs as another user who could not enter a private home.
    """
    if os.geteuid() != 0:
        return CHECKOUT / ".data"
    return Path("/var/lib/steward") / hashlib.sha256(str(CHECKOUT).encode()).hexdigest()[:8]


class Settings(BaseSettings):
    """Everything that differs between installations; each field can be set by the variable named in `.env.example`."""

    model_config = SettingsConfigDict(
        env_prefix="STEWARD_",
        env_file=CHECKOUT / ".env",
        env_ignore_empty=True,
        extra="ignore",
        populate_by_name=True,
    )

    data: Path = Field(default_factory=default_data)
    environment: Literal["production", "development", "test"] = "production"
    host: str = "127.0.0.1"
    workers: int = Field(default=1, ge=1, le=64)
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    port: int = Field(default=8000, ge=1, le=65535, validation_alias="PORT")
    public_url_given: str | None = Field(default=None, validation_alias="PUBLIC_URL")
    database_url_given: str | None = Field(default=None, validation_alias="DATABASE_URL")
    app_database_url_given: str | None = Field(default=None, validation_alias="APP_DATABASE_URL")
    listen_database_url_given: str | None = Field(default=None, validation_alias="LISTEN_DATABASE_URL")
    redis_url: str | None = Field(default=None, validation_alias="REDIS_URL")
    secret_key_given: SecretStr | None = Field(default=None, validation_alias="SECRET_KEY")

    secret_keys_old: Annotated[list[SecretStr], NoDecode] = Field(
        default_factory=list[SecretStr], validation_alias="SECRET_KEYS_OLD"
    )
    http_allow: Annotated[list[str], NoDecode] = Field(default_factory=list[str])

    smtp_host: str | None = Field(default=None, validation_alias="SMTP_HOST")
    smtp_port: int = Field(default=587, validation_alias="SMTP_PORT")
    smtp_user: str | None = Field(default=None, validation_alias="SMTP_USER")
    smtp_password: SecretStr | None = Field(default=None, validation_alias="SMTP_PASSWORD")
    smtp_from: str = Field(default="steward@localhost", validation_alias="SMTP_FROM")
    outbox: Literal["first-run", "closed"] = "first-run"
    smtp_tls: Literal["starttls", "tls", "none"] = Field(default="starttls", validation_alias="SMTP_TLS")

    @field_validator("secret_keys_old", "http_allow", mode="before")
    @classmethod
    def _split(cls, given: object) -> object:
        return [part.strip() for part in given.split(",") if part.strip()] if isinstance(given, str) else given

    @cached_property
    def secret_key(self) -> SecretStr:
        """The key that derives and encrypts; made once into `data/secret.key` where SECRET_KEY is not set."""
        return self.secret_key_given or SecretStr(secret_file(self.data / "secret.key"))

    @property
    def public_url(self) -> str:
        """The address people reach Steward at, without a trailing slash; links in mails begin with it."""
        return (self.public_url_given or f"http://{self.host}:{self.port}").rstrip("/")

    @cached_property
    def database_url(self) -> str | None:
        """The owner's database in SQLAlchemy's form, or None where the embedded server is to be used."""
        return sqlalchemy_url(self.database_url_given) if self.database_url_given else None

    @cached_property
    def app_database_url(self) -> str | None:
        """The database under the login that cannot bypass row security; None where the embedded server is used."""
        if self.app_database_url_given:
            return sqlalchemy_url(self.app_database_url_given)
        if self.database_url is None:
            return None
        return app_url(self.database_url, self.secret_key.get_secret_value())

    @property
    def listen_database_url(self) -> str | None:
        """A direct connection (no transaction pooler) for LISTEN, as the app's login, in SQLAlchemy's form."""
        given = self.listen_database_url_given
        return sqlalchemy_url(given) if given else self.app_database_url


@lru_cache
def settings() -> Settings:
    """Return the settings of this process, read at the first call."""
    return Settings()
