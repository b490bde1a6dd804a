"""Bringing files in and taking them out: streamed, private, never larger than allowed."""

from collections.abc import AsyncGenerator
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, JSONResponse
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from app.api.caller import Caller
from app.api.describe import operation
from app.api.enter import enter, leave
from app.core import files
from app.core.actions import Action, Done
from app.core.actor import Actor
from app.core.errors import Invalid, NotFound, TooLarge
from app.core.files import actions as file_actions
from app.core.files.store import LARGEST

PIECE = 256 * 1024
SLACK = 64 * 1024


async def _bounded(request: Request, largest: int) -> AsyncGenerator[bytes, None]:
    seen = 0
    async for chunk in request.stream():
        seen += len(chunk)
        if seen > largest + SLACK:
            raise TooLarge(f"The file is larger than {largest // 1024**2} MB; nothing was kept.")
        yield chunk


async def _form_file(request: Request, largest: int) -> UploadFile:
    parser = MultiPartParser(request.headers, _bounded(request, largest), max_files=1, max_fields=20)
    try:
        form = await parser.parse()
    except (MultiPartException, ValueError, KeyError):
        raise Invalid("The form cannot be read; send one file as multipart/form-data.") from None
    found = next((part for part in form.values() if isinstance(part, UploadFile)), None)
    if found is None:
        raise Invalid("No file was sent.", fields={"file": "missing"})
    return found


async def _pieces(upload: UploadFile) -> AsyncGenerator[bytes, None]:
    while piece := await upload.read(PIECE):
        yield piece


async def receive(
    request: Request,
    actor: Actor,
    *,
    step: str = "",
    action: Action[..., Any] = file_actions.keep,
    largest: int = LARGEST,
) -> Done[Any]:
    """Hand the one file of a form, or the bare body under the name in `?name=`, to an action that keeps it.

    Raises Invalid, and TooLarge above `largest` bytes.
    """
    actor.check(action.permission)
    kind = request.headers.get("content-type", "application/octet-stream")
    name, chunks = request.query_params.get("name", "file"), _bounded(request, largest)
    if kind.startswith("multipart/form-data"):
        upload = await _form_file(request, largest)
        name, kind, chunks = upload.filename or name, upload.content_type or kind, _pieces(upload)
    with files.draft(actor.tenant_id, largest) as draft:
        async for chunk in chunks:
            await run_in_threadpool(draft.write, chunk)
        if draft.size == 0:
            raise Invalid("The file is empty; nothing was kept.", fields={"file": "empty"})
        draft.flush()
        if key := request.headers.get("idempotency-key"):
            draft.rename(uuid5(NAMESPACE_OID, f"{actor.tenant_id} {actor.member_id} {key} {draft.sha256}"))
        given = {"file_id": draft.id, "name": name, "media_type": kind, "sha256": draft.sha256}
        return await enter(request, actor, action, given, step=step)


def described(action: Action[..., Any]) -> dict[str, Any]:
    """An operation that takes one file as a form."""
    form = {"type": "object", "properties": {"file": {"type": "string", "format": "binary"}}}
    told = operation(action, body=None, status=201)
    told["requestBody"] = {"content": {"multipart/form-data": {"schema": form}}}
    return told


def router() -> APIRouter:
    """`POST /api/uploads` keeps a file, `GET /api/files/{id}` gives it back."""
    made = APIRouter(tags=["files"])

    @made.post("/uploads", summary="Upload file", response_model=None, openapi_extra=described(file_actions.keep))
    async def upload(request: Request, actor: Caller) -> JSONResponse:
        return leave(await receive(request, actor), 201)

    @made.get("/files/{id}", summary="Download file", response_model=None)
    async def download(request: Request, id: UUID, actor: Caller) -> FileResponse:
        file = (await enter(request, actor, file_actions.get, {"file_id": id})).value
        place = files.path(actor.tenant_id or id, id)
        if not place.exists():
            raise NotFound("The file is no longer kept.")
        headers = {"Content-Security-Policy": "sandbox; default-src 'none'"}
        return FileResponse(
            place,
            media_type="application/octet-stream",
            filename=file.name,
            content_disposition_type="attachment",
            headers=headers,
        )

    return made
