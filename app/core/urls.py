"""Forms of a database address: SQLAlchemy's, libpq's, and the one of the app's own login."""

import hashlib
import hmac

from sqlalchemy import make_url

DRIVER = "postgresql+psycopg"


def sqlalchemy_url(url: str) -> str:
    """Return the address with the psycopg driver named, whatever form (`postgres://`, `postgresql://`) it came in."""
    return make_url(url.replace("postgres://", "postgresql://", 1)).set(drivername=DRIVER).render_as_string(False)


def libpq_url(url: str) -> str:
    """Return the address as libpq, psycopg and psql understand it."""
    return make_url(sqlalchemy_url(url)).set(drivername="postgresql").render_as_string(False)


def app_login(url: str, secret: str) -> tuple[str, str]:
    """Return name and password of the app's login for the owner's database: `<database>_app` and a keyed hash."""
    name = f"{make_url(url).database}_app"
    return name, hmac.new(secret.encode(), f"login {name}".encode(), hashlib.sha256).hexdigest()


def app_url(url: str, secret: str) -> str:
    """Return the owner's address turned into the app's login, in SQLAlchemy's form."""
    name, password = app_login(url, secret)
    return make_url(sqlalchemy_url(url)).set(username=name, password=password).render_as_string(False)
