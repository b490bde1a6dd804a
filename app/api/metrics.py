"""Figures of the metric registry by name."""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from app.api.caller import Caller
from app.api.describe import operation
from app.api.enter import enter, leave
from app.api.query import as_page, asked
from app.core.actions import registered


def router() -> APIRouter:
    """`GET /api/metrics` lists the metrics, `GET /api/metrics/{name}` reads one."""
    made = APIRouter(prefix="/metrics", tags=["metrics"])
    known = {action.name: action for action in registered()}
    if (listing := known.get("metric.list")) and (reading := known.get("metric.read")):

        @made.get("", summary=listing.title, response_model=None, openapi_extra=operation(listing, body=None))
        async def all_metrics(request: Request, actor: Caller) -> JSONResponse:
            return JSONResponse(as_page((await enter(request, actor, listing, {})).value))

        @made.get("/{name}", summary=reading.title, response_model=None, openapi_extra=operation(reading, body=None))
        async def one_metric(request: Request, name: str, actor: Caller) -> JSONResponse:
            given = asked(reading, request.query_params)
            return leave(await enter(request, actor, reading, {**given, "name": name}))

    return made
