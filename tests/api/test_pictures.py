"""Pictures of people and the logo, over HTTP."""

from app.core.actor import Actor
from jobs.worker import drain
from tests.api.conftest import As
from tests.app.content.test_images import photo
from tests.factories.work import clear_queue


def test_a_picture_is_shown_in_the_page_to_the_organisation_only(
    as_: As, owner: Actor, viewer: Actor, other: Actor
) -> None:
    clear_queue()
    sent = as_(viewer).post("/api/pictures/mine", files={"file": ("me.jpg", photo(), "image/jpeg")})
    assert (sent.status_code, sent.json()["working"]) == (201, True)
    drain()
    place = as_(viewer).post("/api/actions/account.picture", json={}).json()["href"]
    shown = as_(owner).get(place)
    assert (shown.status_code, shown.headers["content-type"]) == (200, "image/webp")
    assert shown.content[8:12] == b"WEBP"
    assert shown.headers["x-content-type-options"] == "nosniff"
    assert "immutable" in shown.headers["cache-control"]
    assert "attachment" not in shown.headers.get("content-disposition", "")
    assert as_(other).get(place).status_code == 404
    assert as_(None).get(place).status_code == 401


def test_what_cannot_be_kept_as_a_picture(as_: As, owner: Actor, viewer: Actor) -> None:
    client = as_(owner)
    table = client.post("/api/pictures/mine", files={"file": ("a.csv", b"a,b\n1,2\n", "image/png")})
    assert table.status_code == 422
    assert "no picture" in table.json()["detail"]
    large = client.post("/api/pictures/logo", files={"file": ("big.png", b"x" * (10 * 1024**2 + 1))})
    assert (large.status_code, "10 MB" in large.json()["detail"]) == (413, True)
    assert as_(viewer).post("/api/pictures/logo", files={"file": ("me.jpg", photo())}).status_code == 403
    assert as_(None).post("/api/pictures/mine", files={"file": ("me.jpg", photo())}).status_code == 401
