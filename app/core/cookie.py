"""The cookie that carries a log-in session, read and written in one place for every door."""

from http.cookies import CookieError, SimpleCookie

NAME = "steward_session"
LONGEST = 30 * 24 * 3600


def token_in(header: str | None) -> str | None:
    """The session token in a `Cookie` header, or None; a broken header holds none."""
    if not header or NAME not in header:
        return None
    jar: SimpleCookie = SimpleCookie()
    for part in header.split(";"):
        # One malformed cookie of another program must not hide ours.
        try:
            jar.load(part.strip())
        except CookieError:
            continue
    morsel = jar.get(NAME)
    return morsel.value if morsel and 20 <= len(morsel.value) <= 200 else None
