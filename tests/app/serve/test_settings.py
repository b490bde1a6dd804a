"""Settings: forms of addresses, derived logins, secrets."""

import stat
from pathlib import Path

import pytest

from app.core.settings import Settings, settings
from app.core.urls import app_url, libpq_url, sqlalchemy_url


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_form_of_address_is_understood(scheme: str) -> None:
    assert sqlalchemy_url(f"{scheme}://u:p%40@h/db") == "postgresql+psycopg://u:p%40@h/db"
    assert libpq_url(f"{scheme}://u@/db?host=/run/x") == "postgresql://u@/db?host=%2Frun%2Fx"


def test_app_login_is_derived_from_database_and_secret() -> None:
    one, two = (app_url("postgresql://o:pw@h:5433/shop", secret) for secret in ("a", "b"))
    assert one.startswith("postgresql+psycopg://shop_app:")
    assert one.endswith("@h:5433/shop")
    assert one != two
    assert "pw" not in one


def test_secret_is_made_once_and_private(bare: Path) -> None:
    first = settings().secret_key.get_secret_value()
    assert stat.S_IMODE((bare / "secret.key").stat().st_mode) == 0o600
    settings.cache_clear()
    assert settings().secret_key.get_secret_value() == first
    assert len(first) >= 43


def test_environment_decides(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "8123")
    monkeypatch.setenv("DATABASE_URL", "postgres://o@h/shop")
    monkeypatch.setenv("SECRET_KEY", "known")
    settings.cache_clear()
    known = settings()
    assert known.public_url == "http://127.0.0.1:8123"
    assert known.database_url == "postgresql+psycopg://o@h/shop"
    assert known.secret_key.get_secret_value() == "known"
    assert not (bare / "secret.key").exists()


def test_secrets_do_not_show_in_print(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMTP_PASSWORD", "S3CRET")
    monkeypatch.setenv("SECRET_KEY", "S3CRET")
    assert "S3CRET" not in repr(Settings())


def test_every_setting_is_named_in_the_example() -> None:
    example = (Path(__file__).parents[3] / ".env.example").read_text()
    for name, field in Settings.model_fields.items():
        variable = str(field.validation_alias or f"STEWARD_{name.upper()}")
        assert f"# {variable}=" in example, variable
