"""One call to the outside: guarded at every hop, bounded in time, size and hops."""

import json as formats
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import httpx

from app.core.http.answer import Answer
from app.core.http.errors import AnswerTooLarge, Blocked, Unanswered, Unreachable
from app.core.http.network import Deadline
from app.core.http.resolve import Resolve, system_resolve
from app.core.http.transport import transport
from app.core.http.unpack import ENCODINGS, Body
from app.core.http.url import check_url, port_of

AGENT = "Steward"
LONGEST = 120.0
MOVED = {301, 302, 303, 307, 308}
# All that may cross to another origin; whatever else a caller adds may be a credential.
PLAIN = {"accept", "accept-language", "content-type", "user-agent", "accept-encoding"}
OURS = {"host", "content-length", "transfer-encoding", "connection", "upgrade", "te", "expect", "accept-encoding"}
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


@dataclass(frozen=True, slots=True)
class _Hop:
    method: str
    url: httpx.URL
    headers: dict[str, str]
    content: bytes | None


def fetch(
    method: str,
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    json: Any = None,
    content: bytes | str | None = None,
    timeout: float = 10.0,
    limit: int = 2_000_000,
    redirects: int = 3,
    cut: bool = False,
    resolve: Resolve = system_resolve,
) -> Answer:
    """Call `url` and give back its answer, whatever the status; `timeout` (seconds, 120 at most) is for all of it.

    `limit` bounds the body in bytes; beyond it AnswerTooLarge is raised, or with `cut` the body ends there: use that
    for calls that change something. Redirects beyond `redirects` are given back as they came when that is 0, else
    refused. Raises Blocked for an address inside a private network, at any hop; Unreachable where nothing was sent;
    Unanswered where it may have been.
    """
    hop, begun = _first(method, url, headers or {}, json, content), time.monotonic()
    deadline = Deadline(min(timeout, LONGEST))
    for left in range(redirects, -1, -1):
        answer = _call(hop, deadline, limit, cut, resolve)
        target = answer.headers.get("location")
        if answer.status not in MOVED or not target or redirects == 0:
            return replace(answer, elapsed=time.monotonic() - begun)
        if left:
            hop = _next(hop, answer.status, target)
    raise Unanswered(f"{hop.url.host} sent us on more than {redirects} times.")


def _first(method: str, url: str, headers: Mapping[str, str], json: Any, content: bytes | str | None) -> _Hop:
    verb = method.upper()
    if verb not in METHODS:
        raise Blocked(f"The method {verb[:20]!r} is not used for web calls.", fields={"method": "unknown"})
    given = {name.lower().strip(): str(value).strip() for name, value in headers.items()}
    if taken := OURS & set(given):
        raise Blocked(f"The header {min(taken)} is set by Steward itself.", fields={"headers": min(taken)})
    body = content.encode() if isinstance(content, str) else content
    if json is not None:
        body = formats.dumps(json, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
        given.setdefault("content-type", "application/json")
    return _Hop(verb, check_url(url), {"user-agent": AGENT, "accept": "*/*", **given}, body)


def _next(hop: _Hop, status: int, target: str) -> _Hop:
    try:
        url = check_url(str(hop.url.join(target)))
    except (httpx.InvalidURL, ValueError):
        raise Blocked("The answer sent us on to something that is no address.") from None
    if hop.url.scheme == "https" and url.scheme == "http":
        raise Blocked(f"{hop.url.host} sent us from https on to http, which is not followed.")
    same = (hop.url.scheme, hop.url.host, port_of(hop.url)) == (url.scheme, url.host, port_of(url))
    headers = hop.headers if same else {name: text for name, text in hop.headers.items() if name in PLAIN}
    if status in {307, 308} or hop.method in {"GET", "HEAD"}:
        return replace(hop, url=url, headers=headers)
    headers = {name: text for name, text in headers.items() if name != "content-type"}
    return _Hop("GET", url, headers, None)


def _call(hop: _Hop, deadline: Deadline, limit: int, cut: bool, resolve: Resolve) -> Answer:
    headers = {**hop.headers, "accept-encoding": ENCODINGS}
    way = transport(resolve, deadline, _trust())
    try:
        with httpx.Client(transport=way, timeout=max(deadline.left(), 0.001), trust_env=False) as client:
            request = client.build_request(hop.method, hop.url, headers=headers, content=hop.content)
            return _read(client.send(request, stream=True, follow_redirects=False), limit, cut)
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
        raise Unreachable(f"{hop.url.host} could not be reached ({_why(error)}).") from error
    except (httpx.LocalProtocolError, UnicodeEncodeError) as error:
        raise Blocked("The headers of this call hold characters that may not stand there.") from error
    except httpx.TimeoutException as error:
        raise Unanswered(f"{hop.url.host} did not answer in time.") from error
    except httpx.HTTPError as error:
        raise Unanswered(f"{hop.url.host} broke off before it had answered ({_why(error)}).") from error


def _read(answer: httpx.Response, limit: int, cut: bool) -> Answer:
    try:
        body = Body(limit, answer.headers.get("content-encoding", ""))
        if answer.request.method != "HEAD":
            body.take(answer.iter_raw())
    finally:
        answer.close()
    if body.full and not cut:
        raise AnswerTooLarge(f"{answer.url.host} answered with more than {limit:,} bytes.")
    return Answer(answer.status_code, dict(answer.headers), bytes(body.data), str(answer.url), 0.0, body.full)


def _why(error: Exception) -> str:
    return (str(error) or type(error).__name__)[:200]


@lru_cache(maxsize=1)
def _trust() -> ssl.SSLContext:
    return ssl.create_default_context()
