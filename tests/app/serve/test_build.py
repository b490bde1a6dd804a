"""The front-end build: made independent of the port, and stamped with what it is made from."""

import gzip
from pathlib import Path

import pytest

from app.core.embedded import StartError
from app.serve import stamp as stamps
from app.serve.build import same_form
from app.serve.node import node_folder
from app.serve.origin import derived, free_of_origin

SCRIPT = 'var e={PING:`http://localhost:8000/ping`,EVENT:"ws://0.0.0.0:8000/_event",X:`websocket`};export{e as t};'


def _build(folder: Path, text: str) -> Path:
    script = folder / "client" / "assets" / "reflex-env-abc.js"
    script.parent.mkdir(parents=True)
    script.write_text(text)
    script.with_name(f"{script.name}.gz").write_bytes(gzip.compress(text.encode()))
    return script


def test_addresses_follow_the_page_in_both_forms(tmp_path: Path) -> None:
    script = _build(tmp_path, SCRIPT)
    free_of_origin(tmp_path)
    text = script.read_text()
    assert gzip.decompress(script.with_name(f"{script.name}.gz").read_bytes()).decode() == text
    assert "8000" not in text
    assert text.count("location.origin") == 2
    assert "X:`websocket`" in text


def test_sockets_become_secure_with_the_page() -> None:
    text, count = derived('"ws://localhost:8000/_event"')
    assert count == 1
    assert ".replace(/^http/,'ws')" in text


@pytest.mark.parametrize("text", ["var e={};", ""])
def test_build_without_addresses_is_refused(tmp_path: Path, text: str) -> None:
    _build(tmp_path, text)
    with pytest.raises(StartError, match="Reflex"):
        free_of_origin(tmp_path)


def test_build_without_the_script_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StartError, match="reflex-env"):
        free_of_origin(tmp_path)


def test_stamp_follows_pages_but_not_the_supervisor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("pages/home.py", "app/serve/up.py", "assets/external/link.js", "rxconfig.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("a = 1")
    monkeypatch.setattr(stamps, "CHECKOUT", tmp_path)
    monkeypatch.setattr(stamps, "WITHOUT", (tmp_path / "app/serve",))
    first = stamps.stamp()
    for name in ("app/serve/up.py", "assets/external/link.js"):
        (tmp_path / name).write_text("a = 2")
    assert stamps.stamp() == first
    (tmp_path / "pages/home.py").write_text("a = 2")
    assert stamps.stamp() != first


def test_node_and_npm_come_from_the_package() -> None:
    folder = node_folder()
    assert all((folder / name).resolve().is_file() for name in ("node", "npm", "npx"))


def test_a_lock_file_in_another_form_is_no_change_but_another_package_is(tmp_path: Path) -> None:
    lock = tmp_path / "package.json"
    lock.write_text('{"a": 1, "b": 2}')
    with same_form(lock):
        lock.write_text('{"b":2,"a":1}')
    assert lock.read_text() == '{"a": 1, "b": 2}'
    with same_form(lock):
        lock.write_text('{"a":1}')
    assert lock.read_text() == '{"a":1}'
