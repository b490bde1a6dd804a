"""The documentation page, from our own files: it draws `/api/openapi.json` without asking any other host."""

from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import FileResponse

FOLDER = Path(__file__).parent / "docs_page"
TYPES = {"docs.html": "text/html", "docs.js": "text/javascript", "docs.css": "text/css"}

router = APIRouter(include_in_schema=False)


def _file(name: str) -> FileResponse:
    return FileResponse(FOLDER / name, media_type=TYPES[name])


@router.get("/docs")
def page() -> FileResponse:
    """The page."""
    return _file("docs.html")


@router.get("/docs/docs.js")
def script() -> FileResponse:
    """Its script."""
    return _file("docs.js")


@router.get("/docs/docs.css")
def style() -> FileResponse:
    """Its style."""
    return _file("docs.css")
