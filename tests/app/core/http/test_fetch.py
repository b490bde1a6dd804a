"""Calls bounded in time, size and hops; credentials stay with their origin."""

import gzip
import socket
import ssl
import subprocess
import threading
import time
import zlib
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from app.core.http import AnswerTooLarge, Blocked, Unanswered, Unreachable, fetch
from app.core.settings import settings
from tests.factories.receiver import Got, Receiver


def _packed(body: bytes, encoding: str) -> Any:
    def say(handler: Any, got: Got) -> None:
        handler.send_response(200)
        handler.send_header("content-encoding", encoding)
        handler.send_header("content-length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return say


def test_a_call_brings_status_headers_and_body(open_server: Receiver) -> None:
    open_server.answers.append((404, {"x-own": "yes"}))
    answer = fetch("post", open_server.url + "/a?b=1", json={"ä": 1}, headers={"X-Mine": "1"}, content=None)
    (got,) = open_server.got
    assert (got.method, got.path, got.body) == ("POST", "/a?b=1", '{"ä":1}'.encode())
    assert (got.headers["content-type"], got.headers["x-mine"]) == ("application/json", "1")
    assert (answer.status, answer.ok, answer.headers["x-own"], answer.text) == (404, False, "yes", "ok")
    assert 0 < answer.elapsed < 5


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_packed_bodies_are_unpacked(open_server: Receiver, encoding: str) -> None:
    text = b"hello " * 1000
    open_server.say = _packed(gzip.compress(text) if encoding == "gzip" else zlib.compress(text), encoding)
    assert fetch("GET", open_server.url).body == text
    assert open_server.got[0].headers["accept-encoding"] == "gzip, deflate"


def test_a_small_body_that_unpacks_to_a_large_one_is_stopped(open_server: Receiver) -> None:
    open_server.say = _packed(gzip.compress(bytes(50_000_000)), "gzip")
    with pytest.raises(AnswerTooLarge):
        fetch("GET", open_server.url, limit=1_000_000)
    answer = fetch("GET", open_server.url, limit=1_000, cut=True)
    assert (len(answer.body), answer.cut) == (1_000, True)


def test_packings_that_were_not_offered_are_refused(open_server: Receiver) -> None:
    open_server.say = _packed(b"x", "br")
    with pytest.raises(Unanswered):
        fetch("GET", open_server.url)


def test_an_endless_body_ends_at_the_limit(open_server: Receiver) -> None:
    def endless(handler: Any, got: Got) -> None:
        handler.send_response(200)
        handler.end_headers()
        try:
            for _ in range(100_000):
                handler.wfile.write(b"x" * 10_000)
        except OSError:
            handler.close_connection = True

    open_server.say = endless
    with pytest.raises(AnswerTooLarge):
        fetch("GET", open_server.url, limit=100_000)


def test_a_server_that_trickles_is_cut_off_in_time(open_server: Receiver) -> None:
    def trickle(handler: Any, got: Got) -> None:
        handler.send_response(200)
        handler.end_headers()
        try:
            for _ in range(100):
                handler.wfile.write(b"x")
                time.sleep(0.1)
        except OSError:
            handler.close_connection = True

    open_server.say = trickle
    began = time.monotonic()
    with pytest.raises(Unanswered):
        fetch("GET", open_server.url, timeout=0.5)
    assert time.monotonic() - began < 5


def test_a_server_that_hangs_up_leaves_it_unanswered_one_that_is_away_unreachable(open_server: Receiver) -> None:
    open_server.say = lambda handler, got: handler.connection.shutdown(socket.SHUT_RDWR)
    with pytest.raises(Unanswered):
        fetch("POST", open_server.url, json={})
    settings().http_allow.append("127.0.0.1:1")
    with pytest.raises(Unreachable) as error:
        fetch("POST", "http://127.0.0.1:1/", json={})
    assert not isinstance(error.value, Unanswered)


def test_redirects_are_followed_so_far_and_no_further(open_server: Receiver) -> None:
    open_server.answers += [(302, {"location": "/a"}), (307, {"location": "b"})]
    answer = fetch("GET", open_server.url)
    assert (answer.status, answer.url) == (200, open_server.url + "/b")
    open_server.answers += [(302, {"location": "/again"})] * 9
    with pytest.raises(Unanswered, match="more than 3 times"):
        fetch("GET", open_server.url)
    open_server.answers[:] = [(302, {"location": "/a"})]
    assert fetch("GET", open_server.url, redirects=0).status == 302


def test_a_post_becomes_a_get_where_the_answer_says_so(open_server: Receiver) -> None:
    open_server.answers += [(303, {"location": "/a"})]
    fetch("POST", open_server.url, json={"a": 1})
    open_server.answers += [(308, {"location": "/b"})]
    fetch("POST", open_server.url, json={"a": 1})
    assert [(got.method, got.body) for got in open_server.got[1::2]] == [("GET", b""), ("POST", b'{"a":1}')]


def test_credentials_stay_with_their_origin(open_server: Receiver, elsewhere: Receiver) -> None:
    mine = {"Authorization": "Bearer s3cret", "Cookie": "a=b", "X-Api-Key": "s3cret", "Accept": "text/plain"}
    open_server.answers += [(307, {"location": "/here", "set-cookie": "c=d"})]
    fetch("GET", open_server.url, headers=mine)
    assert open_server.got[1].headers["authorization"] == "Bearer s3cret"
    assert open_server.got[1].headers["cookie"] == "a=b"
    open_server.answers += [(307, {"location": elsewhere.url})]
    fetch("GET", open_server.url, headers=mine)
    sent = elsewhere.got[0].headers
    assert not {"authorization", "cookie", "x-api-key"} & set(sent)
    assert sent["accept"] == "text/plain"


@pytest.mark.parametrize(
    "headers", [{"Host": "other"}, {"Content-Length": "1"}, {"X-A": "a\r\nX-B: b"}, {"Bad Name": "x"}]
)
def test_headers_that_would_change_the_call_are_refused(open_server: Receiver, headers: dict[str, str]) -> None:
    with pytest.raises(Blocked):
        fetch("GET", open_server.url, headers=headers)
    assert open_server.got == []


def test_https_is_checked_against_the_name_that_was_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names: list[str | None] = []
    with _tls_server(tmp_path, names) as port:
        monkeypatch.setattr(settings(), "http_allow", [f"good.example:{port}", f"bad.example:{port}"])
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "cert.pem"))
        monkeypatch.setattr(import_module("app.core.http.fetch"), "_trust", ssl.create_default_context)
        answer = fetch("GET", f"https://good.example:{port}/", resolve=lambda host, at: ["127.0.0.1"])
        assert (answer.status, names[0]) == (200, "good.example")
        with pytest.raises(Unreachable, match=r"bad\.example"):
            fetch("GET", f"https://bad.example:{port}/", resolve=lambda host, at: ["127.0.0.1"])


class _tls_server:
    """A server with a certificate for good.example, noting the names it is asked for."""

    def __init__(self, folder: Path, names: list[str | None]) -> None:
        self.folder, self.names = folder, names

    def __enter__(self) -> int:
        subject = ["-subj", "/CN=good.example", "-addext", "subjectAltName=DNS:good.example"]
        files = ["-keyout", str(self.folder / "key.pem"), "-out", str(self.folder / "cert.pem")]
        make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", *subject, *files]
        subprocess.run(make, check=True, capture_output=True)

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200)
                self.end_headers()

            def log_message(self, format: str, *args: Any) -> None:
                """Nothing."""

        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.folder / "cert.pem", self.folder / "key.pem")
        context.sni_callback = lambda socket, name, _: self.names.append(name)
        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self.server.server_port

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()
