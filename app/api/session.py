"""Signing up, in and out: the only places where a session token leaves the house, and only as a cookie."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from starlette.concurrency import run_in_threadpool

from app.accounts import sessions
from app.api import outbox
from app.api.body import json_object
from app.api.caller import Caller, same_origin
from app.api.describe import input_schema, operation
from app.api.enter import enter
from app.api.wire import to_wire
from app.core import cookie
from app.core.actions import Action, find
from app.core.actor import Actor
from app.core.errors import Refused
from app.core.settings import settings

# Path below /api → the public action behind it, and the status of its answer.
POSTS = {
    "/session": ("account.log_in", 200),
    "/sign-up": ("account.sign_up", 201),
    "/password/forgot": ("account.ask_reset", 202),
    "/password/reset": ("account.reset", 200),
    "/verify": ("account.verify", 200),
    "/new-address": ("account.confirm_email", 200),
    "/invitation": ("invitation.accept", 200),
}


def with_cookie(answer: Response, token: str, request: Request) -> Response:
    """The answer with the session cookie: HttpOnly, same site, and only over TLS where we are reached by it."""
    secure = request.url.scheme == "https" or settings().public_url.startswith("https:")
    answer.set_cookie(
        cookie.NAME, token, max_age=cookie.LONGEST, path="/", httponly=True, samesite="lax", secure=secure
    )
    return answer


def _from_here(request: Request) -> None:
    if not same_origin(request):
        raise Refused("This request came from another site and was refused. Nothing was changed.")


def _answer(value: Any, status: int, request: Request) -> Response:
    wired = to_wire(value)
    token = wired.pop("token", None) if isinstance(wired, dict) else None
    answer = JSONResponse(wired, status_code=status)
    return with_cookie(answer, token, request) if token else answer


def _post(made: APIRouter, path: str, action: Action[..., Any], status: int) -> None:
    @made.post(
        path,
        summary=action.title,
        description=action.doc,
        status_code=status,
        response_model=None,
        openapi_extra={**operation(action, body=input_schema(action), status=status), "security": []},
    )
    async def call(request: Request, actor: Caller) -> Response:
        _from_here(request)
        done = await enter(request, actor, action, await json_object(request))
        return _answer(done.value, status, request)


def _who(actor: Actor) -> dict[str, Any]:
    if actor.session_id is None:
        return {"signedIn": False}
    return {"signedIn": True, "name": actor.name, "role": actor.role, "permissions": sorted(actor.permissions)}


def router() -> APIRouter:
    """`POST /api/session` logs in, `DELETE` logs out, `GET` tells who is signed in; sign-up and tickets beside them."""
    made = APIRouter(tags=["session"])
    for path, (name, status) in POSTS.items():
        _post(made, path, find(name), status)

    @made.get("/session", summary="Who is signed in", response_model=None)
    async def who(request: Request, actor: Caller) -> JSONResponse:
        start = (await enter(request, actor, find("account.first_run"), {})).value
        return JSONResponse({**_who(actor), **to_wire(start), "outbox": outbox.shown(request)})

    @made.delete("/session", summary="Log out", status_code=204, response_model=None)
    async def log_out(request: Request) -> Response:
        _from_here(request)
        await run_in_threadpool(sessions.close, cookie.token_in(request.headers.get("cookie")))
        answer = Response(status_code=204)
        answer.delete_cookie(cookie.NAME, path="/")
        return answer

    return made
