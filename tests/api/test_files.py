"""Files over the API: kept privately, given back to their own organisation only, bounded."""

from app.core import files
from app.core.actor import Actor
from tests.api.conftest import As

ROWS = b"name,email\nAda,ada@example.com\n"


def test_form_and_bare_body_are_kept_and_given_back(as_: As, owner: Actor) -> None:
    client = as_(owner)
    form = client.post("/api/uploads", files={"file": ("../../etc/leads.csv", ROWS, "text/csv")})
    assert form.status_code == 201, form.text
    assert form.json()["name"] == "leads.csv"
    bare = client.post("/api/uploads?name=bare.csv", content=ROWS, headers={"Content-Type": "text/csv"})
    assert bare.json()["size"] == len(ROWS)
    back = client.get(f"/api/files/{form.json()['id']}")
    assert back.content == ROWS
    assert back.headers["content-disposition"].startswith("attachment")
    assert back.headers["x-content-type-options"] == "nosniff"


def test_files_stay_with_their_organisation(as_: As, owner: Actor, other: Actor, viewer: Actor) -> None:
    kept = as_(owner).post("/api/uploads", files={"file": ("a.csv", ROWS)}).json()
    assert as_(other).get(f"/api/files/{kept['id']}").status_code == 404
    assert as_(None).get(f"/api/files/{kept['id']}").status_code == 401
    assert as_(viewer).post("/api/uploads", files={"file": ("a.csv", ROWS)}).status_code == 403


def test_nothing_stays_of_what_is_refused(as_: As, owner: Actor) -> None:
    client = as_(owner)
    assert owner.tenant_id
    folder = files.path(owner.tenant_id, owner.tenant_id).parent
    assert client.post("/api/uploads", content=b"").status_code == 422
    assert client.post("/api/uploads", content=b"x", headers={"Content-Type": "multipart/form-data"}).status_code == 422
    broken = {"Content-Type": "multipart/form-data; boundary=b"}
    assert client.post("/api/uploads", content=b"--b\r\nnonsense", headers=broken).status_code == 422
    assert not list(folder.glob("*")) if folder.exists() else True
    assert client.post("/api/actions/file.keep", json={}).status_code == 404
