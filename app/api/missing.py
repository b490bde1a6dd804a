"""What answers below `/api` where nothing else does; without it the app's HTML page would."""

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from starlette.routing import Match, Mount

from app.api.problems import problem

METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


def install(api: FastAPI) -> None:
    """Add the catch-all, as the last route below `/api`."""

    @api.api_route("/api/{path:path}", methods=METHODS, include_in_schema=False, response_model=None)
    async def missing(request: Request, path: str) -> JSONResponse:
        allowed = _allowed(api, request)
        if not allowed:
            return problem(404, f"There is nothing at /api/{path[:200]}. See /api/docs.")
        return problem(405, f"Only {', '.join(allowed)} is taken here.", headers={"Allow": ", ".join(allowed)})


def _allowed(api: FastAPI, request: Request) -> list[str]:
    # What is mounted (the pages) takes every path and says nothing of the API's.
    others = [route for route in api.routes if not isinstance(route, Mount) and getattr(route, "name", "") != "missing"]
    scopes = {method: {**request.scope, "method": method} for method in METHODS}
    return sorted(m for m, scope in scopes.items() if any(r.matches(scope)[0] is Match.FULL for r in others))
