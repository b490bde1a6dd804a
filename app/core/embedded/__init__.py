"""PostgreSQL and Redis on this machine, from the packages that carry them, where no outside server is given."""

from app.core.embedded.errors import StartError
from app.core.embedded.postgres import Postgres, postgres
from app.core.embedded.redis import Redis, redis
from app.core.embedded.servers import servers

__all__ = ["Postgres", "Redis", "StartError", "postgres", "redis", "servers"]
