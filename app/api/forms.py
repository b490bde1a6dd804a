"""The public lead form of an organisation: what it shows, and what comes in by it."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from app.accounts.visiting import visit
from app.api.body import json_object
from app.api.caller import Caller
from app.api.describe import input_schema, operation
from app.api.enter import enter, leave
from app.core.actions import Done
from app.crm.capture import THANKS, Received, capture

# People never see this field; whoever fills it in is a program, and is told that all went well.
TRAP = "website"


def router() -> APIRouter:
    """`GET /api/forms/{slug}` tells whose form it is, `POST /api/forms/{slug}/leads` takes a lead in."""
    made = APIRouter(prefix="/forms", tags=["forms"])
    described = {**operation(capture, body=input_schema(capture), status=201), "security": []}
    public: dict[str, Any] = {"security": [], "x-permission": capture.permission.value}

    @made.get("/{slug}", summary="Show lead form", response_model=None, openapi_extra=public)
    async def show(slug: str, caller: Caller) -> JSONResponse:
        found = await run_in_threadpool(visit, slug)
        return JSONResponse({"company": found.company, "accent": found.accent, "locale": found.actor.locale})

    @made.post("/{slug}/leads", summary=capture.title, response_model=None, openapi_extra=described)
    async def send(slug: str, request: Request, caller: Caller) -> JSONResponse:
        # Whoever is signed in here, maybe elsewhere, fills the form in as a stranger.
        found, body = await run_in_threadpool(visit, slug), await json_object(request)
        if body.pop(TRAP, ""):
            return leave(Done(Received(THANKS)), 201)
        return leave(await enter(request, found.actor, capture, body), 201)

    return made
