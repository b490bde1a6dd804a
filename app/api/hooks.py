"""Webhooks of other programs: `POST /api/hooks/{public id}`."""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from app.api.caller import address
from app.core import limits
from app.core.access import Permission
from app.core.errors import TooLarge
from app.integrations.receive import LARGEST, Call, receive

MINUTE = 60
# From one network address, to whatever source, so that ids cannot be tried out.
TRIES = 1_200


async def _body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST:
            raise TooLarge(f"A webhook may bring {LARGEST:,} bytes at most; nothing was taken.")
    return bytes(body)


def router() -> APIRouter:
    """The one endpoint; whoever calls shows no log-in of ours, the source says how it proves itself."""
    made = APIRouter(prefix="/hooks", tags=["hooks"])
    public = {"security": [], "x-permission": Permission.PUBLIC.value}

    @made.post("/{public_id}", summary="Receive webhook", status_code=202, response_model=None, openapi_extra=public)
    async def take(public_id: str, request: Request) -> JSONResponse:
        await run_in_threadpool(limits.hit, "hooks-from", address(request), TRIES, MINUTE)
        call = Call(dict(request.headers.items()), await _body(request))
        taken = await run_in_threadpool(receive, public_id, call)
        event_id = str(taken.event_id) if taken.event_id else None
        return JSONResponse({"eventId": event_id, "repeated": taken.repeated}, status_code=202)

    return made
