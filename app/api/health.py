"""Whether this process can do its work; for load balancers and people, without any detail worth hiding."""

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from redis import RedisError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from app.core.db import app_engine
from app.core.errors import AppError
from app.core.redis_link import link

router = APIRouter(tags=["health"])


def _database() -> bool:
    try:
        with app_engine().connect() as connection:
            return connection.execute(text("select 1")).scalar() == 1
    except (SQLAlchemyError, AppError):
        return False


def _redis() -> bool:
    client = link().client()
    try:
        return bool(client and client.ping())
    except RedisError:
        return False


@router.get("/health", summary="Health", response_model=None)
def health() -> JSONResponse:
    """`ok` when all parts answer, `degraded` without Redis (all works, a little later), `down` without the database."""
    database, redis = _database(), _redis()
    status = "down" if not database else "ok" if redis else "degraded"
    return JSONResponse({"status": status, "database": database, "redis": redis}, 200 if database else 503)
