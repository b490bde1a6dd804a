"""Workflows and their runs for other programs, under `/api/automation`, as the interface contract words them."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from app.api.body import json_object
from app.api.caller import Caller
from app.api.describe import input_schema, operation, without
from app.api.enter import enter, leave
from app.api.query import as_page, asked, parameters
from app.api.wire import to_wire
from app.core.actions import Action, Done, find
from app.core.actor import Actor, Kind
from app.core.errors import Refused

Call = Callable[..., Awaitable[JSONResponse]]
# What the query string of the list of runs calls otherwise than the action behind it.
RENAMED = {"from": "since", "to": "until"}


def router() -> APIRouter:
    """Make, list, read, start, pause and resume workflows; list and read their runs."""
    made = APIRouter(prefix="/automation", tags=["automation"])
    create, run = find("workflow.create"), find("run.start")
    body = without(input_schema(create), "publish")
    _add(made, "POST", "/workflows", _create(create), create, operation(create, body=body, status=201))
    _list(made, "/workflows", find("workflow.list"), {})
    _one(made, "/workflows/{id}", find("workflow.get"))
    started = without(input_schema(run), "workflowId")
    _add(made, "POST", "/workflows/{id}/execute", _start(run), run, operation(run, body=started, status=202))
    by_key = operation(run, body=None, status=202)
    _add(made, "GET", "/workflows/{id}/execute", _start_by_key(run), run, {**by_key, "x-key-only": True})
    for verb in ("pause", "resume"):
        action = find(f"workflow.{verb}")
        _add(made, "POST", f"/workflows/{{id}}/{verb}", _switch(action), action, operation(action, body=None))
    _list(made, "/executions", find("run.list"), RENAMED)
    _add(made, "GET", "/executions/{id}", _run(get := find("run.get")), get, operation(get, body=None))
    return made


def _add(
    made: APIRouter, method: str, path: str, call: Call, action: Action[..., Any], extra: Mapping[str, Any]
) -> None:
    made.add_api_route(
        path,
        call,
        methods=[method],
        summary=action.title,
        description=action.doc,
        operation_id=f"automation_{method.lower()}_{action.name.replace('.', '_')}",
        response_model=None,
        openapi_extra=dict(extra),
    )


def _create(action: Action[..., Any]) -> Call:
    async def call(request: Request, actor: Caller) -> JSONResponse:
        actor.check(action.permission)
        done = await enter(request, actor, action, {**await json_object(request), "publish": True})
        return leave(done, 201, Location=f"/api/automation/workflows/{done.value.id}")

    return call


def _list(made: APIRouter, path: str, action: Action[..., Any], renamed: Mapping[str, str]) -> None:
    async def call(request: Request, actor: Caller) -> JSONResponse:
        actor.check(action.permission)
        given = {renamed.get(name, name): value for name, value in request.query_params.items()}
        done = await enter(request, actor, action, asked(action, given))
        return JSONResponse(as_page(done.value))

    _add(made, "GET", path, call, action, {**operation(action, body=None), "parameters": parameters(action)})


def _one(made: APIRouter, path: str, action: Action[..., Any]) -> None:
    async def call(request: Request, id: UUID, actor: Caller) -> JSONResponse:
        actor.check(action.permission)
        return leave(await enter(request, actor, action, {"id": id}))

    _add(made, "GET", path, call, action, operation(action, body=None))


def _run(action: Action[..., Any]) -> Call:
    async def call(request: Request, id: UUID, actor: Caller) -> JSONResponse:
        actor.check(action.permission)
        found = to_wire((await enter(request, actor, action, {"id": id})).value)
        # The contract has the fields of the run beside its steps.
        return JSONResponse({**found.pop("run"), **found})

    return call


def _switch(action: Action[..., Any]) -> Call:
    async def call(request: Request, id: UUID, actor: Caller) -> JSONResponse:
        actor.check(action.permission)
        return leave(await enter(request, actor, action, {"id": id}))

    return call


def _start(action: Action[..., Any]) -> Call:
    async def call(request: Request, id: UUID, actor: Caller) -> JSONResponse:
        actor.check(action.permission)
        given = await json_object(request)
        return _accepted(await enter(request, actor, action, {**given, "workflow_id": id}))

    return call


def _start_by_key(action: Action[..., Any]) -> Call:
    async def call(request: Request, id: UUID, actor: Caller) -> JSONResponse:
        actor.check(action.permission)
        _with_key(actor)
        return _accepted(await enter(request, actor, action, {"workflow_id": id}))

    return call


def _with_key(actor: Actor) -> None:
    """No link, picture or preview may start a run with somebody's cookie."""
    if actor.kind is not Kind.KEY:
        raise Refused("A GET starts a run only with an API key. Use POST, or show a key. Nothing was started.")


def _accepted(done: Done[Any]) -> JSONResponse:
    value = done.value
    answer = {"executionId": str(value.id), "status": value.status}
    headers = {"Location": f"/api/automation/executions/{value.id}"}
    if done.operation_id:
        headers["Steward-Operation"] = str(done.operation_id)
    return JSONResponse(answer, status_code=202, headers=headers)
