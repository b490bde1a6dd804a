"""Every error as a JSON problem (RFC 9457), so that no caller has to guess."""

import logging
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import DBAPIError
from starlette.exceptions import HTTPException

from app.core.db.faults import translate
from app.core.errors import AppError, Limited
from app.core.said import excused, said

log = logging.getLogger(__name__)
OURS = "Something went wrong on our side; nothing was changed. Please try again in a moment."


def problem(status: int, detail: str, *, headers: dict[str, str] | None = None, **more: Any) -> JSONResponse:
    """An answer of type application/problem+json; `more` are further members, empty ones left out."""
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    body.update({key: value for key, value in more.items() if value})
    return JSONResponse(body, status_code=status, media_type="application/problem+json", headers=headers)


def of_error(error: AppError, locale: str = "en") -> JSONResponse:
    """The problem that tells of an AppError, in the language of `locale`."""
    headers: dict[str, str] = {}
    if isinstance(error, Limited):
        headers["Retry-After"] = str(error.retry_after)
    if error.status == 401:
        headers["WWW-Authenticate"] = 'Bearer realm="Steward"'
    message, reasons = excused(locale, error)
    return problem(error.status, message, headers=headers, fields=reasons)


async def _app_error(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, AppError)
    if error.status >= 500:
        log.error("%s %s: %s", request.method, request.url.path, error, exc_info=error.__cause__ or error)
    return of_error(error, _locale(request))


def _locale(request: Request) -> str:
    """The language of who calls, else that which the request asks for first."""
    known = getattr(request.state, "locale", None)
    return known or request.headers.get("accept-language", "en").split(",")[0].split(";")[0]


async def _database_error(request: Request, error: Exception) -> JSONResponse:
    """What goes wrong before an action is entered, such as a connection lost while it is asked who calls."""
    assert isinstance(error, DBAPIError)
    meaning = translate(error)
    log.error("%s %s: %s", request.method, request.url.path, meaning, exc_info=error)
    return of_error(meaning, _locale(request))


async def _http_error(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    return problem(error.status_code, str(error.detail), headers=dict(error.headers or {}))


async def _wrong_path(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    fields = {str(item["loc"][-1]): str(item["msg"]) for item in error.errors()}
    return problem(422, "The address holds a value of the wrong form.", fields=fields)


async def _any_error(request: Request, error: Exception) -> JSONResponse:
    log.error("%s %s failed", request.method, request.url.path, exc_info=error)
    return problem(500, said(_locale(request), OURS))


def install(api: FastAPI) -> None:
    """Let the API answer every error as a problem."""
    api.add_exception_handler(AppError, _app_error)
    api.add_exception_handler(DBAPIError, _database_error)
    api.add_exception_handler(HTTPException, _http_error)
    api.add_exception_handler(RequestValidationError, _wrong_path)
    api.add_exception_handler(Exception, _any_error)
