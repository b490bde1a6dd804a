"""Imports by one request: the file itself, or the id of one that is kept already."""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from app.api.body import json_object
from app.api.caller import Caller
from app.api.describe import input_schema, operation
from app.api.enter import enter, leave
from app.api.files import receive
from app.core.actions import registered


def router() -> APIRouter:
    """`POST /api/imports` takes a CSV or Excel file (form or bare body, `?noun=`) or JSON, and looks at it."""
    made = APIRouter(tags=["imports"])
    start = next((action for action in registered() if action.name == "import.start"), None)
    if start is None:
        return made
    described = operation(start, body=input_schema(start), status=201)
    form = {"type": "object", "properties": {"file": {"type": "string", "format": "binary"}}}
    described["requestBody"]["content"]["multipart/form-data"] = {"schema": form}

    @made.post("/imports", summary=start.title, description=start.doc, response_model=None, openapi_extra=described)
    async def import_file(request: Request, actor: Caller) -> JSONResponse:
        actor.check(start.permission)
        if request.headers.get("content-type", "").startswith("application/json"):
            given = await json_object(request)
        else:
            file = (await receive(request, actor, step=":file")).value
            noun = request.query_params.get("noun")
            given = {"file_id": file.id, **({"noun": noun} if noun else {})}
        done = await enter(request, actor, start, given)
        return leave(done, 201, Location=f"/api/imports/{done.value.row.id}")

    return made
