"""One endpoint for each action, made from its definition."""

from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from app.api.body import json_object
from app.api.caller import Caller
from app.api.describe import input_schema, operation, output_schema
from app.api.enter import accepted, enter
from app.core.actions import Action, registered
from app.core.actor import Kind
from app.core.errors import Unauthenticated
from app.core.said import said

Endpoint = Callable[..., Awaitable[Response]]
# Answers of these carry a session token, which only ever leaves in a cookie (app/api/session.py).
BEHIND_COOKIE = {"account.sign_up", "account.log_in", "invitation.accept"}
# Entered by endpoints of their own, which bring the bytes (files.py, pictures.py), look where the request comes from
# (outbox.py), or know whose form it is (forms.py).
ELSEWHERE = {"account.set_picture", "file.keep", "lead.capture", "mail.outbox", "tenant.set_logo"}


def exposed() -> list[Action[..., Any]]:
    """The actions that the generic door offers, by name."""
    return [action for action in registered() if action.name not in BEHIND_COOKIE | ELSEWHERE]


def _endpoint(action: Action[..., Any]) -> Endpoint:
    async def call(request: Request, actor: Caller) -> JSONResponse:
        actor.check(action.permission)
        return accepted(action, await enter(request, actor, action, await json_object(request)))

    return call


def _line(action: Action[..., Any], locale: str) -> dict[str, Any]:
    return {
        "name": action.name,
        "title": said(locale, action.title),
        "description": action.doc,
        "permission": action.permission.value,
        "effect": action.effect.value,
        "input": input_schema(action),
        "output": output_schema(action),
    }


async def _list(actor: Caller) -> JSONResponse:
    if actor.kind is Kind.NOBODY:
        raise Unauthenticated("Please log in or show a key first.")
    return JSONResponse({"items": [_line(action, actor.locale) for action in exposed()], "nextCursor": None})


def router() -> APIRouter:
    """`GET /api/actions` lists all; `POST /api/actions/{name}` enters one."""
    made = APIRouter(prefix="/actions", tags=["actions"])
    made.add_api_route("", _list, methods=["GET"], summary="List actions", response_model=None)
    for action in exposed():
        made.add_api_route(
            f"/{action.name}",
            _endpoint(action),
            methods=["POST"],
            name=action.name,
            operation_id=f"action_{action.name.replace('.', '_')}",
            summary=action.title,
            description=action.doc,
            response_model=None,
            openapi_extra=operation(action, body=input_schema(action)),
        )
    return made
