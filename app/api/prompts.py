"""Prompts under the address that the wire fixes for them."""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from app.ai import prompts
from app.api.body import json_object
from app.api.caller import Caller
from app.api.describe import input_schema, operation
from app.api.enter import enter, leave
from app.api.query import as_page


def router() -> APIRouter:
    """`GET /api/ai/prompts` lists the prompts, `POST /api/ai/prompts` keeps one."""
    made = APIRouter(prefix="/ai/prompts", tags=["ai"])
    keeping = operation(prompts.save, body=input_schema(prompts.save), status=201)

    @made.get("", summary=prompts.list_.title, response_model=None, openapi_extra=operation(prompts.list_, body=None))
    async def all_prompts(request: Request, actor: Caller) -> JSONResponse:
        actor.check(prompts.list_.permission)
        return JSONResponse(as_page((await enter(request, actor, prompts.list_, {})).value))

    @made.post("", summary=prompts.save.title, response_model=None, openapi_extra=keeping)
    async def keep_prompt(request: Request, actor: Caller) -> JSONResponse:
        actor.check(prompts.save.permission)
        return leave(await enter(request, actor, prompts.save, await json_object(request)), 201)

    return made
