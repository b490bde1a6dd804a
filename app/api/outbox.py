"""The outbox of a first run: account mails, shown only to a person at this very machine."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from app.api.caller import Caller, address
from app.api.describe import operation
from app.api.enter import enter, leave
from app.core.actions import find
from app.core.errors import Refused
from app.core.mail.outbox import LOOPBACK, is_open

FORWARDED = ("x-forwarded-for", "forwarded", "x-real-ip")


def _local(where: str) -> bool:
    try:
        return ip_address(where).is_loopback
    except ValueError:
        return False


def at_this_machine(request: Request) -> bool:
    """Whether the request itself comes from this machine, by no proxy, and under a name of this machine."""
    # A page elsewhere may point a name of its own at 127.0.0.1; the Host header then tells.
    host = urlsplit(f"//{request.headers.get('host', '')}").hostname or ""
    forwarded = any(name in request.headers for name in FORWARDED)
    return _local(address(request)) and host in LOOPBACK and not forwarded


def shown(request: Request) -> bool:
    """Whether this request may see the outbox."""
    return is_open() and at_this_machine(request)


def router() -> APIRouter:
    """`GET /api/outbox`."""
    made = APIRouter(tags=["session"])
    action = find("mail.outbox")

    @made.get("/outbox", summary=action.title, response_model=None, openapi_extra=operation(action, body=None))
    async def outbox(request: Request, actor: Caller) -> JSONResponse:
        if not at_this_machine(request):
            raise Refused("The outbox can only be read at the machine that Steward runs on.")
        return leave(await enter(request, actor, action, {}))

    return made
