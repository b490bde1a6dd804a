"""No call leaves for a private address, in whatever clothes it comes."""

import pytest

from app.core.http import Blocked, Unreachable, check_url, fetch
from app.core.http.addresses import is_open
from app.core.settings import settings
from tests.factories.receiver import Receiver

CLOSED = [
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "100.100.100.200",
    "127.0.0.1",
    "127.8.8.8",
    "168.63.129.16",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.192",
    "192.168.1.1",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "::ffff:0:127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::7f00:1",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:a9fe:a9fe::1",
    "2002:0a00:0001::",
    "3fff::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "2606:4700::1%eth0",
    "fec0::1",
    "ff02::1",
    "not an address",
]
OPEN = ["1.1.1.1", "8.8.8.8", "100.63.255.255", "172.32.0.1", "2606:4700:4700::1111", "::ffff:8.8.8.8"]
OPEN += ["64:ff9b::808:808", "2002:0808:0808::1", "168.63.129.17"]
ODD = [
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.1/",
    "http://0177.0.0.1/",
    "http://127.1/",
    "http://127.0.0.1./",
    "http://1.1/",
    "http://１２７.０.０.１/",
    "http://127。0。0。1/",
    "http://[::ffff:7f00:1%25eth0]/",
    "http://a_b..c/",
    "http://-a.example/",
    "http:///path",
    "http://exa mple.com/",
    "http://example.com\\@127.0.0.1/",
    "http://user:secret@example.com/",
    "http://example.com@127.0.0.1/",
    "http://example.com/\r\nHost: x",
    "ftp://example.com/",
    "file:///etc/passwd",
    "gopher://example.com/",
    "unix:///tmp/x",
    "//example.com/",
    "example.com",
    "http://" + "a" * 5000,
]


@pytest.mark.parametrize("address", CLOSED)
def test_what_lies_inside_is_closed(address: str) -> None:
    assert not is_open(address)


@pytest.mark.parametrize("address", OPEN)
def test_what_lies_outside_is_open(address: str) -> None:
    assert is_open(address)


@pytest.mark.parametrize("url", ODD)
def test_odd_addresses_are_not_taken(url: str) -> None:
    try:
        taken = check_url(url)
    except Blocked:
        return
    # What a reader turns into a plain private address is stopped by that.
    assert not is_open(taken.host)
    with pytest.raises(Blocked):
        fetch("GET", url)


@pytest.mark.parametrize(
    "url", ["https://example.com/a?b=c#d", "http://[2606:4700::1]:8080/", "http://1.1.1.1/", "HTTPS://Bücher.example/ä"]
)
def test_plain_addresses_are_taken(url: str) -> None:
    assert check_url(url).scheme in {"http", "https"}


INSIDE = [
    "localhost",
    "shop.localhost",
    "LOCALHOST.",
    "db.internal",
    "printer.local",
    "nas.home.arpa",
    "169.254.169.254",
]


@pytest.mark.parametrize("host", [*INSIDE, "10.0.0.8:8080", "[::1]", "[::ffff:10.0.0.1]", "[fd00:ec2::254]"])
def test_what_its_text_places_inside_is_refused_at_entry(host: str) -> None:
    with pytest.raises(Blocked, match="private network") as refused:
        check_url(f"http://{host}/")
    assert set(refused.value.fields) == {"url"}


@pytest.mark.parametrize("host", ["localhost.example.com", "internal.example.com", "mylocal", "1.1.1.1:81"])
def test_names_that_only_look_alike_are_taken_at_entry(host: str) -> None:
    assert check_url(f"http://{host}/").scheme == "http"


def test_what_the_installation_allows_is_taken_at_entry(open_server: Receiver) -> None:
    assert check_url(open_server.url).port == open_server.port
    with pytest.raises(Blocked):
        check_url(f"http://127.0.0.1:{open_server.port + 1}/")


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1", "[::1]"])
def test_this_machine_is_not_called(server: Receiver, name: str) -> None:
    with pytest.raises((Blocked, Unreachable)):
        fetch("GET", f"http://{name}:{server.port}/")
    assert server.got == []


@pytest.mark.parametrize("address", ["127.0.0.1", "::ffff:127.0.0.1", "64:ff9b::7f00:1"])
def test_a_name_that_leads_inside_is_not_called(server: Receiver, address: str) -> None:
    with pytest.raises(Blocked):
        fetch("GET", f"http://innocent.example:{server.port}/", resolve=lambda host, port: [address])
    assert server.got == []


def test_one_inner_address_among_many_closes_the_name(server: Receiver) -> None:
    with pytest.raises(Blocked):
        fetch("GET", f"http://mixed.example:{server.port}/", resolve=lambda host, port: ["192.0.43.8", "127.0.0.1"])
    assert server.got == []


def test_a_name_is_looked_up_once_so_that_a_second_answer_cannot_lead_elsewhere(
    server: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings(), "http_allow", [f"rebound.example:{server.port}"])
    asked: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["10.0.0.1"]

    answer = fetch("GET", f"http://rebound.example:{server.port}/x", resolve=resolve)
    assert (answer.status, asked) == (200, ["rebound.example"])
    assert server.got[0].headers["host"] == f"rebound.example:{server.port}"


def test_each_hop_is_looked_up_and_checked_anew(server: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings(), "http_allow", [f"first.example:{server.port}"])
    server.answers.append((302, {"location": f"http://second.example:{server.port}/inner"}))
    with pytest.raises(Blocked):
        fetch("GET", f"http://first.example:{server.port}/", resolve=lambda host, port: ["127.0.0.1"])
    assert [got.path for got in server.got] == ["/"]


@pytest.mark.parametrize("target", ["http://127.0.0.1:1/", "file:///etc/passwd", "http://2130706433/", "http://[::1]/"])
def test_a_redirect_leads_nowhere_that_could_not_be_called(open_server: Receiver, target: str) -> None:
    open_server.answers.append((302, {"location": target}))
    with pytest.raises(Blocked):
        fetch("GET", open_server.url)


def test_a_name_that_leads_nowhere_is_unreachable() -> None:
    with pytest.raises(Unreachable, match="leads nowhere"):
        fetch("GET", "http://nowhere.example/", resolve=lambda host, port: [])


def test_proxies_of_the_environment_are_not_used(open_server: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    assert fetch("GET", open_server.url).status == 200
