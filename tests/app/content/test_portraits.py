"""A picture of oneself and the logo: brought, made by a real worker, shown to colleagues, removed and undone."""

from uuid import UUID

import pytest
from PIL import Image

from app.accounts import members, pictures, profile
from app.accounts.rows import PictureRow
from app.content import portraits
from app.core import actions, files
from app.core.actions import Action, Done
from app.core.actor import Actor
from app.core.db import open_session
from app.core.errors import AppError, NotFound, Refused
from app.core.files import actions as file_actions
from app.core.history import actions as history
from app.core.mail.brand import brand_of
from app.core.mail.logo import Logo
from jobs.worker import drain
from tests.app.content.test_images import bomb, photo
from tests.factories.people import colleague
from tests.factories.work import clear_queue


@pytest.fixture(autouse=True)
def empty_queue(owner: Actor) -> None:
    """No job of an earlier test is left."""
    clear_queue()


def bring(actor: Actor, data: bytes, action: Action[..., PictureRow] = portraits.set_mine) -> Done[PictureRow]:
    with files.draft(actor.tenant_id) as draft:
        draft.write(data)
        draft.flush()
        given = {"file_id": draft.id, "name": "me.jpg", "media_type": "image/jpeg", "sha256": draft.sha256}
        return actions.run(actor, action, given)


def mine(actor: Actor) -> PictureRow:
    return actions.run(actor, pictures.mine, {}).value


def shown(actor: Actor) -> UUID:
    return UUID((mine(actor).href or "").removeprefix("/api/pictures/"))


def test_a_picture_is_cut_bared_and_shown_to_colleagues(owner: Actor, viewer: Actor, other: Actor) -> None:
    assert bring(viewer, photo()).value == PictureRow(None, True, None)
    drain()
    assert (mine(viewer).working, mine(viewer).error) == (False, None)
    made = shown(viewer)
    assert viewer.tenant_id
    picture = Image.open(files.path(viewer.tenant_id, made))
    assert (picture.format, picture.size) == ("WEBP", (192, 192))
    assert not picture.getexif()
    people = {str(one.id): one.picture for one in actions.run(owner, members.list_members, {}).value}
    assert people[str(viewer.member_id)] == f"/api/pictures/{made}"
    assert people[str(owner.member_id)] is None
    faces = actions.run(viewer, pictures.faces, {}).value
    assert faces == {viewer.member_id: f"/api/pictures/{made}"}
    assert actions.run(owner, pictures.get, {"file_id": made}).value.media_type == "image/webp"
    with pytest.raises(NotFound):
        actions.run(other, pictures.get, {"file_id": made})


def test_the_photo_itself_with_its_place_stays_with_who_brought_it(owner: Actor) -> None:
    mia = colleague(owner, "Mia", "manager")
    with files.draft(mia.tenant_id) as draft:
        draft.write(photo())
        draft.flush()
        given = {"file_id": draft.id, "name": "me.jpg", "media_type": "image/jpeg", "sha256": draft.sha256}
        actions.run(mia, portraits.set_mine, given)
    assert actions.run(mia, file_actions.get, {"file_id": draft.id}).value.purpose == "portrait"
    for action in (file_actions.get, pictures.get):
        with pytest.raises(NotFound):
            actions.run(owner, action, {"file_id": draft.id})


def test_a_picture_is_removed_and_comes_back_by_undo(owner: Actor) -> None:
    bring(owner, photo())
    drain()
    made = shown(owner)
    gone = actions.run(owner, pictures.remove_mine, {})
    assert actions.run(owner, profile.me, {}).value.picture is None
    with pytest.raises(NotFound):
        actions.run(owner, pictures.get, {"file_id": made})
    actions.run(owner, history.undo, {"operation_id": gone.operation_id})
    assert actions.run(owner, profile.me, {}).value.picture == f"/api/pictures/{made}"
    actions.run(owner, pictures.remove_mine, {})
    with pytest.raises(NotFound):
        actions.run(owner, pictures.remove_mine, {})


def test_undo_of_a_new_picture_brings_the_earlier_one_back(owner: Actor) -> None:
    bring(owner, photo())
    drain()
    first = shown(owner)
    second = bring(owner, photo(500, 500))
    assert (mine(owner).working, shown(owner)) == (True, first)
    drain()
    assert shown(owner) != first
    actions.run(owner, history.undo, {"operation_id": second.operation_id})
    assert (mine(owner).working, shown(owner)) == (False, first)


def test_a_picture_removed_while_it_is_made_stays_away(owner: Actor) -> None:
    bring(owner, photo())
    actions.run(owner, pictures.remove_mine, {})
    drain()
    assert mine(owner) == PictureRow(None, False, None)


@pytest.mark.parametrize(
    ("sent", "said"), [(b"a,b\n1,2\n", "no picture"), (bomb(), "million pixels")], ids=["table", "bomb"]
)
def test_what_is_no_picture_is_refused_at_once(owner: Actor, sent: bytes, said: str) -> None:
    with pytest.raises(AppError, match=said):
        bring(owner, sent)
    assert mine(owner) == PictureRow(None, False, None)


def test_a_broken_picture_leaves_the_one_there_and_says_why(owner: Actor) -> None:
    bring(owner, photo())
    drain()
    first = shown(owner)
    bring(owner, photo()[:900])
    drain()
    assert shown(owner) == first
    assert (mine(owner).working, "broken" in (mine(owner).error or "")) == (False, True)


def test_the_logo_belongs_to_those_who_may_change_the_organisation(owner: Actor, viewer: Actor, other: Actor) -> None:
    for action in (portraits.set_logo, pictures.remove_logo):
        with pytest.raises(Refused):
            bring(viewer, photo(), action)
    bring(owner, photo(1000, 400), portraits.set_logo)
    drain()
    made = actions.run(viewer, pictures.logo, {}).value.href
    assert made
    assert actions.run(viewer, profile.me, {}).value.logo == made
    assert mine(owner).href is None
    file_id = UUID(made.removeprefix("/api/pictures/"))
    assert owner.tenant_id
    assert Image.open(files.path(owner.tenant_id, file_id)).size == (77, 192)
    with open_session(owner) as session:
        logo = brand_of(session).logo
    assert logo == Logo(file_id, 18, 44)
    with open_session(other) as session:
        assert brand_of(session).logo is None
    assert actions.run(other, pictures.logo, {}).value.href is None
    with pytest.raises(NotFound):
        actions.run(other, pictures.get, {"file_id": file_id})
