"""httpx over connections of our own making."""

import ssl

import httpcore
import httpx

from app.core.http.network import Backend, Deadline
from app.core.http.resolve import Resolve


class Guarded(httpx.HTTPTransport):
    """httpx's own transport, its connections made by the guarded backend; no proxy of the environment is used."""

    def __init__(self, backend: Backend, trust: ssl.SSLContext) -> None:
        super().__init__(verify=trust, trust_env=False)
        self._pool = httpcore.ConnectionPool(
            ssl_context=trust, max_connections=1, max_keepalive_connections=0, network_backend=backend
        )


def transport(resolve: Resolve, deadline: Deadline, trust: ssl.SSLContext) -> Guarded:
    """A transport for one call."""
    return Guarded(Backend(resolve, deadline), trust)
