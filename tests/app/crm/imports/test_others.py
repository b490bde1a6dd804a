"""Two imports of one tenant at the same time make a missing company once."""

from app.core import actions
from app.core.actor import Actor
from app.core.db import open_session
from app.crm import companies
from app.crm.imports.others import adopt, take_turn
from app.crm.imports.scene import Scene, Told


def test_a_company_that_another_import_has_made_is_not_made_again(owner: Actor) -> None:
    scene = Scene(owner, {})
    with open_session(owner) as session:
        scene.load(session, ["company"])
    acme, bolt = scene.link("company", "Acme", Told()), scene.link("company", "Bolt", Told())
    assert acme
    assert bolt
    other = actions.run(owner, companies.create, {"name": "Acmé"}).value
    rows = [{"name": "Ada", "company_id": acme}, {"name": "Bob", "company_id": bolt}]
    with open_session(owner) as session:
        take_turn(session)
        left = adopt(session, scene, dict(scene.pending), rows)
    assert [one.values["name"] for one in left.values()] == ["Bolt"]
    assert [row["company_id"] for row in rows] == [other.id, bolt]
    assert scene.link("company", "Acme", Told()) == other.id
