"""Who calls: the holder of an API key, the person behind a session cookie, or nobody."""

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request
from starlette.concurrency import run_in_threadpool

from app.accounts import allowances, keys, sessions
from app.core import cookie, limits
from app.core.actor import NOBODY, Actor
from app.core.errors import Refused, Unauthenticated

SAFE = {"GET", "HEAD", "OPTIONS"}
MINUTE = 60


def same_origin(request: Request) -> bool:
    """Whether a browser sent this from a page of ours; programs, which send neither header, count as ours."""
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    if origin is not None:
        return urlsplit(origin).netloc.lower() == request.headers.get("host", "").lower()
    return site in {None, "same-origin", "none"}


def address(request: Request) -> str:
    """The caller's network address."""
    return request.client.host if request.client else "unknown"


def _bearer(request: Request) -> str | None:
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    return secret.strip() if scheme.lower() == "bearer" else None


def _resolve(request: Request) -> Actor:
    secret = _bearer(request)
    if secret is not None:
        actor = keys.resolve(secret) if 0 < len(secret) <= 200 else None
        if actor is None:
            raise Unauthenticated("This API key is not valid (any more). Nothing was changed.")
        return actor
    token = cookie.token_in(request.headers.get("cookie"))
    actor = sessions.resolve(token) if token else None
    if actor is None:
        return NOBODY
    if request.method not in SAFE and not same_origin(request):
        raise Refused("This request came from another site and was refused. Nothing was changed.")
    return actor


def spend(actor: Actor, where: str) -> None:
    """Count one call against the limits in all, of the tenant, and of the person; raises Limited."""
    limits.hit("all", "api", 12_000, MINUTE)
    if actor.tenant_id:
        limits.hit("tenant", str(actor.tenant_id), allowances.requests(actor.tenant_id, 6_000), MINUTE)
    who = actor.member_id or actor.session_id
    limits.hit("person", str(who) if who else where, 1_200 if who else 300, MINUTE)


def _counted(request: Request) -> Actor:
    actor = _resolve(request)
    if actor.member_id:
        request.state.locale = actor.locale
    spend(actor, address(request))
    return actor


async def caller(request: Request) -> Actor:
    """The actor of this request; raises Unauthenticated for a bad key, Refused for a foreign page, Limited."""
    return await run_in_threadpool(_counted, request)


Caller = Annotated[Actor, Depends(caller)]
