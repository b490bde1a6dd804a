"""Readable nouns over the actions: `GET /api/leads` is `lead.list`, `PATCH /api/leads/{id}` is `lead.update`."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from app.api.body import json_object
from app.api.caller import Caller
from app.api.describe import input_schema, operation, without
from app.api.enter import accepted, enter, leave
from app.api.query import as_page, asked, parameters
from app.core.actions import Action, registered

NOUNS = {
    "lead": "leads",
    "contact": "contacts",
    "company": "companies",
    "deal": "deals",
    "product": "products",
    "task": "tasks",
    "note": "notes",
    "pipeline": "pipelines",
    "stage": "stages",
    "import": "imports",
    "job": "jobs",
    "member": "members",
    "score_rule": "score-rules",
    "notification": "notifications",
    "operation": "operations",
    "report": "reports",
    "webhook_endpoint": "webhook-endpoints",
    "webhook_delivery": "webhook-deliveries",
    "webhook_source": "webhook-sources",
    "effect": "effects",
}
OWN = {"list", "get", "create", "update", "delete"}


@dataclass(frozen=True)
class Noun:
    """One noun: its name in actions and in paths, and what can be done with it, by verb."""

    name: str
    plural: str
    verbs: dict[str, Action[..., Any]]

    def id_of(self, action: Action[..., Any]) -> str | None:
        """The name of the parameter that names the record, if the action starts with one."""
        first = next(iter(action.input.model_fields), "")
        return first if first in {"id", f"{self.name}_id"} else None


def nouns() -> list[Noun]:
    """The nouns that have actions, in the order of the table above."""
    verbs: dict[str, dict[str, Action[..., Any]]] = {name: {} for name in NOUNS}
    for action in registered():
        noun, _, verb = action.name.partition(".")
        if noun in verbs:
            verbs[noun][verb] = action
    return [Noun(name, NOUNS[name], found) for name, found in verbs.items() if found]


def _add(router: APIRouter, path: str, method: str, call: Any, action: Action[..., Any], extra: dict[str, Any]) -> None:
    verb = action.name.replace(".", "_")
    router.add_api_route(
        path,
        call,
        methods=[method],
        summary=action.title,
        description=action.doc,
        operation_id=f"{method.lower()}_{verb}",
        response_model=None,
        openapi_extra=extra,
    )


def _list(router: APIRouter, noun: Noun, action: Action[..., Any]) -> None:
    async def call(request: Request, actor: Caller) -> JSONResponse:
        actor.check(action.permission)
        done = await enter(request, actor, action, asked(action, request.query_params))
        return JSONResponse(as_page(done.value))

    extra = {**operation(action, body=None), "parameters": parameters(action)}
    _add(router, f"/{noun.plural}", "GET", call, action, extra)


def _create(router: APIRouter, noun: Noun, action: Action[..., Any]) -> None:
    async def call(request: Request, actor: Caller) -> JSONResponse:
        actor.check(action.permission)
        done = await enter(request, actor, action, await json_object(request))
        made = getattr(done.value, "id", None)
        return leave(done, 201, **({"Location": f"/api/{noun.plural}/{made}"} if made else {}))

    extra = operation(action, body=input_schema(action), status=201)
    _add(router, f"/{noun.plural}", "POST", call, action, extra)


def _on_one(router: APIRouter, noun: Noun, action: Action[..., Any], method: str, path: str, name: str) -> None:
    async def call(request: Request, id: UUID, actor: Caller) -> JSONResponse:
        actor.check(action.permission)
        given = {} if method == "GET" else await json_object(request)
        return accepted(action, await enter(request, actor, action, {**given, name: id}))

    body = None if method == "GET" else without(input_schema(action), "id" if name == "id" else _camel(name))
    _add(router, path, method, call, action, operation(action, body=body))


def _delete(router: APIRouter, noun: Noun, action: Action[..., Any]) -> None:
    async def call(request: Request, id: UUID, actor: Caller) -> Response:
        actor.check(action.permission)
        done = await enter(request, actor, action, _only(action, id))
        headers = {"Steward-Operation": str(done.operation_id)} if done.operation_id else None
        return Response(status_code=204, headers=headers)

    extra = operation(action, body=None)
    extra["responses"].pop("200")
    _add(router, f"/{noun.plural}/{{id}}", "DELETE", call, action, extra)


def _only(action: Action[..., Any], id: UUID) -> dict[str, Any]:
    name = next(iter(action.input.model_fields))
    forms: dict[str, Any] = {"ids": [id], "target": {"ids": [id]}}
    return {name: forms.get(name, id)}


def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)


def _fill(router: APIRouter, noun: Noun) -> None:
    one = f"/{noun.plural}/{{id}}"
    if action := noun.verbs.get("list"):
        _list(router, noun, action)
    if action := noun.verbs.get("create"):
        _create(router, noun, action)
    for verb, method in (("get", "GET"), ("update", "PATCH")):
        action = noun.verbs.get(verb)
        if action and (name := noun.id_of(action)):
            _on_one(router, noun, action, method, one, name)
    if action := noun.verbs.get("delete"):
        _delete(router, noun, action)
    for verb, action in noun.verbs.items():
        if verb not in OWN and (name := noun.id_of(action)):
            _on_one(router, noun, action, "POST", f"{one}/{verb.replace('_', '-')}", name)


def router() -> APIRouter:
    """All nouns and their verbs: lists, one record, create, change, delete, and `POST /api/deals/{id}/move`."""
    made = APIRouter()
    for noun in nouns():
        part = APIRouter(tags=[noun.plural])
        _fill(part, noun)
        made.include_router(part)
    return made
