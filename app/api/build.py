"""The API put together: routes, problems, headers, its description."""

from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.responses import JSONResponse

from app import features as features
from app.api import (
    actions,
    automation_jobs,
    automation_workflows,
    describe,
    docs,
    files,
    forms,
    health,
    hooks,
    imports,
    metrics,
    missing,
    nouns,
    outbox,
    pictures,
    posted_events,
    problems,
    prompts,
    session,
)
from app.api.headers import Headers

WORDS = """\
Everything Steward can do, by name under `/api/actions` and by noun on top of it. Authenticate with
`Authorization: Bearer stw_…`. Names are in camelCase. Lists are `{items, nextCursor}`; give `cursor` to go on.
Errors are `application/problem+json`. A writing call takes an `Idempotency-Key`, and answers with `Steward-Operation`,
by which `operation.undo` takes it back.
"""


def _describe(api: FastAPI) -> dict[str, Any]:
    if not api.openapi_schema:
        made = get_openapi(title="Steward", version="1", description=WORDS, routes=api.routes)
        schemas: dict[str, Any] = made.setdefault("components", {}).setdefault("schemas", {})
        schemas.update(describe.components)
        made["components"]["securitySchemes"] = {"key": {"type": "http", "scheme": "bearer"}}
        made["security"] = [{"key": []}]
        api.openapi_schema = made
    return api.openapi_schema


def build() -> FastAPI:
    """The ASGI app of all that lies under `/api`; whatever is mounted into it later gets its headers too."""
    api = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    root = APIRouter(prefix="/api")
    parts = (
        actions,
        automation_jobs,
        automation_workflows,
        imports,
        nouns,
        metrics,
        prompts,
        files,
        pictures,
        forms,
        session,
        outbox,
        posted_events,
        hooks,
    )
    for part in [module.router() for module in parts]:
        root.include_router(part)
    root.include_router(health.router)
    root.include_router(docs.router)

    @root.get("/openapi.json", include_in_schema=False)
    def description() -> JSONResponse:
        return JSONResponse(_describe(api))

    api.include_router(root)
    missing.install(api)
    problems.install(api)
    api.add_middleware(Headers)
    return api
