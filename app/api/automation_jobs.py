"""Jobs for other programs, under `/api/automation/jobs`, as the interface contract words them."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from app.api.body import json_object
from app.api.caller import Caller
from app.api.describe import input_schema, operation
from app.api.enter import enter, leave
from app.api.query import as_page, asked, parameters
from app.core.actions import Action
from app.core.queue import actions as jobs

# What the query string of the list calls otherwise than the action behind it.
RENAMED = {"from": "since", "to": "until"}
BACK = {action: wire for wire, action in RENAMED.items()}


def router() -> APIRouter:
    """Start, list, read, retry and cancel jobs."""
    made = APIRouter(prefix="/automation/jobs", tags=["automation"])
    _start(made)
    _list(made)
    _one(made, "GET", "/{id}", jobs.get)
    _one(made, "POST", "/{id}/retry", jobs.retry)
    _one(made, "DELETE", "/{id}", jobs.cancel)
    return made


def _add(made: APIRouter, method: str, path: str, call: Any, action: Action[..., Any], extra: dict[str, Any]) -> None:
    made.add_api_route(
        path,
        call,
        methods=[method],
        summary=action.title,
        description=action.doc,
        operation_id=f"automation_{method.lower()}_{action.name.replace('.', '_')}",
        response_model=None,
        openapi_extra=extra,
    )


def _start(made: APIRouter) -> None:
    async def call(request: Request, actor: Caller) -> JSONResponse:
        actor.check(jobs.create.permission)
        done = await enter(request, actor, jobs.create, await json_object(request))
        return leave(done, 201, Location=f"/api/automation/jobs/{done.value.id}")

    _add(made, "POST", "", call, jobs.create, operation(jobs.create, body=input_schema(jobs.create), status=201))


def _list(made: APIRouter) -> None:
    action = jobs.list_jobs

    async def call(request: Request, actor: Caller) -> JSONResponse:
        actor.check(action.permission)
        given = {RENAMED.get(name, name): value for name, value in request.query_params.items()}
        done = await enter(request, actor, action, asked(action, given))
        return JSONResponse(as_page(done.value))

    named = [{**part, "name": BACK.get(part["name"], part["name"])} for part in parameters(action)]
    _add(made, "GET", "", call, action, {**operation(action, body=None), "parameters": named})


def _one(made: APIRouter, method: str, path: str, action: Action[..., Any]) -> None:
    async def call(request: Request, id: UUID, actor: Caller) -> JSONResponse:
        actor.check(action.permission)
        return leave(await enter(request, actor, action, {"job_id": id}))

    _add(made, method, path, call, action, operation(action, body=None))
