"""Events posted by other programs: `POST /api/automation/events`."""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from app.api.body import json_object
from app.api.caller import Caller
from app.api.describe import input_schema, operation
from app.api.enter import enter, leave
from app.core.events.posting import post_event


def router() -> APIRouter:
    """The one endpoint."""
    made = APIRouter(prefix="/automation/events", tags=["automation"])
    described = operation(post_event, body=input_schema(post_event), status=201)

    @made.post("", summary=post_event.title, description=post_event.doc, response_model=None, openapi_extra=described)
    async def send(request: Request, actor: Caller) -> JSONResponse:
        actor.check(post_event.permission)
        return leave(await enter(request, actor, post_event, await json_object(request)), 201)

    return made
