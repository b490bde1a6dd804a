"""The app's own database login, which row-level security binds."""

from psycopg import sql
from sqlalchemy import Connection, make_url, text

from app.core.db.ddl import execute
from app.core.embedded import StartError
from app.core.settings import settings

CREATE = "create role {role} login nosuperuser nobypassrls nocreatedb nocreaterole noinherit password {password}"
PASSWORD = "alter role {role} password {password}"
CONNECT = "grant connect on database {database} to {role}"
ATTRIBUTES = text("select rolsuper or rolbypassrls or rolcreaterole from pg_roles where rolname = :name")
GROUPS = text("select count(*) from pg_auth_members where member = (select oid from pg_roles where rolname = :name)")
MAY_CREATE = text("select rolsuper or rolcreaterole from pg_roles where rolname = current_user")


def ensure_login(connection: Connection) -> None:
    """Make the login, or check the one that is there; `connection` is the owner's.

    Raises StartError, with the SQL to run by hand, where the owner may not make it or where it could climb.
    """
    name = login_name()
    state = connection.execute(ATTRIBUTES, {"name": name}).scalar()
    if state is None and not connection.execute(MAY_CREATE).scalar():
        raise StartError(f"The database owner may not create roles; let its administrator run: {by_hand()}")
    if state is None:
        execute(connection, CREATE, **_parts())
    elif why := weakness(connection):
        raise StartError(f"The database login {name} {why}; let the administrator mend it: {mend()}")
    elif not settings().app_database_url_given and connection.execute(MAY_CREATE).scalar():
        _renew_password(connection)
    execute(connection, CONNECT, **_parts())


def weakness(connection: Connection) -> str | None:
    """Return in what way the app's login could see more than it should, or None."""
    name = {"name": login_name()}
    if connection.execute(ATTRIBUTES, name).scalar():
        return "could bypass row-level security"
    if connection.execute(GROUPS, name).scalar():
        return "is a member of another role and could climb"
    return None


def by_hand() -> str:
    """Return the SQL that makes the login, for an administrator."""
    return sql.SQL(CREATE).format(**_parts()).as_string(None)


def mend() -> str:
    """Return the SQL that takes dangerous rights from the login, for an administrator."""
    text = sql.SQL("alter role {role} nosuperuser nobypassrls nocreaterole noinherit; revoke … from {role}")
    return text.format(role=sql.Identifier(login_name())).as_string(None)


def login_name() -> str:
    """Return the name of the app's login."""
    return make_url(settings().app_database_url or "").username or ""


def _renew_password(connection: Connection) -> None:
    # Of a role made by somebody else an owner may not change the password; then the given one has to be right.
    execute(connection, "savepoint password")
    try:
        execute(connection, PASSWORD, **_parts())
    except Exception:
        execute(connection, "rollback to savepoint password")


def _parts() -> dict[str, sql.Composable]:
    app, owner = make_url(settings().app_database_url or ""), make_url(settings().database_url or "")
    return {
        "role": sql.Identifier(app.username or ""),
        "password": sql.Literal(str(app.password or "")),
        "database": sql.Identifier(owner.database or ""),
    }
