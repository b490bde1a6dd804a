"""Pictures of people and the logo: brought by themselves, seen by everybody in the organisation."""

from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, JSONResponse

from app.accounts import pictures
from app.api.caller import Caller
from app.api.enter import enter, leave
from app.api.files import described, receive
from app.content import portraits
from app.core import files
from app.core.errors import NotFound

SHOWN = {"image/webp", "image/png", "image/jpeg"}
HEADERS = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    # Another picture has another address.
    "Cache-Control": "private, max-age=31536000, immutable",
}


def router() -> APIRouter:
    """`POST /api/pictures/mine` and `/logo` keep a picture, `GET /api/pictures/{id}` shows it."""
    made = APIRouter(prefix="/pictures", tags=["files"])
    mine, logo = portraits.set_mine, portraits.set_logo

    @made.post("/mine", summary=mine.title, response_model=None, openapi_extra=described(mine))
    async def bring_mine(request: Request, actor: Caller) -> JSONResponse:
        return leave(await receive(request, actor, action=mine, largest=portraits.LARGEST), 201)

    @made.post("/logo", summary=logo.title, response_model=None, openapi_extra=described(logo))
    async def bring_logo(request: Request, actor: Caller) -> JSONResponse:
        return leave(await receive(request, actor, action=logo, largest=portraits.LARGEST), 201)

    @made.get("/{id}", summary=pictures.get.title, response_model=None)
    async def show(request: Request, id: UUID, actor: Caller) -> FileResponse:
        file = (await enter(request, actor, pictures.get, {"file_id": id})).value
        place = files.path(actor.tenant_id or id, id)
        if not place.exists() or file.media_type not in SHOWN:
            raise NotFound("The picture is no longer kept.")
        return FileResponse(place, media_type=file.media_type, headers=HEADERS)

    return made
