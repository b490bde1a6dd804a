"""Mails through a real SMTP server, and into the outbox without one."""

import io
import re
from datetime import timedelta
from uuid import UUID

import pytest
from PIL import Image
from sqlalchemy import func, select, update
from sqlmodel import col

from app.accounts.models import Picture
from app.core import actions, files, mail
from app.core.actor import NOBODY, Actor
from app.core.db import house_session, open_session
from app.core.effects import Effect
from app.core.effects import actions as ledger
from app.core.errors import Conflict, Invalid, NotFound, Refused
from app.core.files import File
from app.core.ids import new_id
from app.core.mail import outbox
from app.core.mail.models import Mail
from app.core.queue import Job, enqueue
from app.core.queue.claim import claim
from app.core.queue.execute import execute
from app.core.queue.lease import reap
from app.core.settings import settings
from app.core.times import utc_now
from jobs.worker import drain
from tests.app.core.mail.conftest import Sink

HELLO = {"name": "Ann", "title": "Zoë & <b>Co</b>", "body": "1 < 2", "link": "https://example.com/x?a=1&b=2"}


def _send(actor: Actor, template: str = "notification", to: str = "ann@example.com") -> UUID:
    with open_session(actor) as session:
        return mail.send(session, to, template, {**HELLO, "inviter": "I", "company": "C"}).id


def _look(mail_id: UUID) -> Mail:
    with house_session() as session:
        return session.scalars(select(Mail).where(col(Mail.id) == mail_id)).one()


def _job(mail_id: UUID) -> Job:
    with house_session() as session:
        return session.scalars(select(Job).where(col(Job.id) == _look(mail_id).job_id)).one()


def _now() -> None:
    with house_session() as session:
        session.execute(update(Job).values(scheduled_for=func.now()))


def _logo(actor: Actor, data: bytes) -> UUID:
    assert actor.tenant_id
    file_id = new_id()
    place = files.path(actor.tenant_id, file_id)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(data)
    with open_session(actor) as session:
        file = File(id=file_id, name="logo.png", media_type="image/png", purpose="image", size=len(data), sha256="")
        session.add(file)
        session.flush()
        session.add(Picture(name="logo.png", file_id=file_id))
    return file_id


def test_the_logo_rides_along_in_place_of_the_name(owner: Actor, sink: Sink) -> None:
    data = io.BytesIO()
    Image.new("RGB", (400, 100), "teal").save(data, "PNG")
    file_id = _logo(owner, data.getvalue())
    mail_id = _send(owner)
    drain()
    (letter,) = sink.letters
    text, beside = letter.iter_parts()
    html, picture = beside.iter_parts()
    assert (text.get_content_type(), beside.get_content_type()) == ("text/plain", "multipart/related")
    assert re.search(r'<img[^>]*alt="[^"]+"[^>]*src="cid:logo@steward"[^>]*width="176"', html.get_content())
    assert (picture["Content-ID"], picture.get_content_disposition()) == ("<logo@steward>", "inline")
    assert picture.get_content() == data.getvalue()
    shown = actions.run(owner, outbox.get, {"id": mail_id}).value.html
    assert "cid:" not in shown
    assert 'src="data:image/png;base64,' in shown
    assert owner.tenant_id
    files.path(owner.tenant_id, file_id).unlink()
    _send(owner)
    drain()
    assert [part.get_content_type() for part in sink.letters[1].iter_parts()] == ["text/plain", "text/html"]
    assert "cid:" not in sink.letters[1].as_string()


def test_others_cannot_look_at_a_mail(owner: Actor, other: Actor) -> None:
    mail_id = _send(owner)
    assert actions.run(owner, outbox.get, {"id": mail_id}).value.id == mail_id
    with pytest.raises(NotFound):
        actions.run(other, outbox.get, {"id": mail_id})


def test_a_mail_arrives_as_text_and_inert_html(owner: Actor, sink: Sink) -> None:
    mail_id = _send(owner)
    drain()
    (letter,) = sink.letters
    assert letter["Subject"] == "Zoë & <b>Co</b>"
    assert letter["To"] == "ann@example.com"
    assert letter["From"] == "Steward <us@example.com>"
    assert letter["Message-ID"] == f"<{mail_id}@example.com>"
    text, html = (part.get_content() for part in letter.iter_parts())
    assert "Zoë & <b>Co</b>" in text
    assert "Open in Steward: https://example.com/x?a=1&b=2" in text
    assert "Zoë &amp; &lt;b&gt;Co&lt;/b&gt;" in html
    assert "1 &lt; 2" in html
    assert 'href="https://example.com/x?a=1&amp;b=2"' in html
    assert _look(mail_id).state == "sent"
    assert _look(mail_id).sent_at is not None


def test_without_a_server_it_stays_in_the_outbox(owner: Actor, other: Actor) -> None:
    mail_id = _send(owner)
    drain()
    assert _look(mail_id).state == "kept"
    page = actions.run(owner, outbox.list_mails, {}).value
    assert [row.id for row in page.items] == [mail_id]
    assert actions.run(other, outbox.list_mails, {}).value.items == []


def test_a_viewer_reads_no_mails(viewer: Actor) -> None:
    with pytest.raises(Refused):
        actions.run(viewer, outbox.list_mails, {})


def test_a_change_that_fails_sends_nothing(owner: Actor, sink: Sink) -> None:
    def change() -> None:
        with open_session(owner) as session:
            mail.send(session, "ann@example.com", "notification", HELLO)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        change()
    drain()
    assert sink.letters == []


def test_a_server_that_is_busy_is_asked_again(owner: Actor, sink: Sink) -> None:
    sink.answers = ["451 come again", "451 come again"]
    mail_id = _send(owner)
    for _ in range(3):
        drain()
        _now()
    assert _job(mail_id).attempts == 3
    assert (_look(mail_id).state, len(sink.letters)) == ("sent", 1)


def test_a_server_that_refuses_is_not_asked_again(owner: Actor, sink: Sink) -> None:
    sink.answers = ["550 no such person"]
    mail_id = _send(owner)
    drain()
    assert (_job(mail_id).status, _job(mail_id).attempts) == ("failed", 1)
    assert _look(mail_id).state == "failed"
    assert "550 no such person" in (_look(mail_id).error_message or "")


def test_a_server_that_is_away_is_tried_three_times(owner: Actor, sink: Sink, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMTP_PORT", "1")
    settings.cache_clear()
    mail_id = _send(owner)
    for _ in range(4):
        drain()
        _now()
    assert (_job(mail_id).status, _job(mail_id).attempts) == ("failed", 3)


def test_killed_between_call_and_answer_it_is_unknown_and_goes_again_only_when_told(owner: Actor, sink: Sink) -> None:
    mail_id = _send(owner)
    (zombie,) = claim("zombie", 10)
    with house_session() as session:
        session.execute(update(Job).values(lease_until=func.now() - timedelta(seconds=1)))
    reap()
    (heir,) = claim("heir", 10)
    execute(zombie)
    assert sink.letters == []
    execute(heir)
    assert _look(mail_id).state == "sent"
    with house_session() as session:
        session.execute(update(Effect).where(col(Effect.tenant_id) == owner.tenant_id).values(state="sending"))
        session.execute(update(Job).values(status="pending"))
    drain()
    assert (_look(mail_id).state, len(sink.letters)) == ("unknown", 1)
    (effect,) = actions.run(owner, ledger.list_effects, {"state": "unknown"}).value.items
    with house_session() as session:
        assert session.scalars(select(col(Job.status)).where(col(Job.id) == effect.job_id)).one() == "failed"
    actions.run(owner, ledger.decide, {"effect_id": effect.id, "decision": "again"})
    drain()
    assert _look(mail_id).state == "sent"
    assert [letter["Message-ID"] for letter in sink.letters] == [f"<{mail_id}@example.com>"] * 2
    with pytest.raises(Conflict):
        actions.run(owner, ledger.decide, {"effect_id": effect.id, "decision": "happened"})


def test_a_server_that_hangs_up_after_the_mail_leaves_it_unknown(owner: Actor, sink: Sink) -> None:
    sink.hang_up = True
    mail_id = _send(owner)
    drain()
    mail = _look(mail_id)
    assert (mail.state, len(sink.letters)) == ("unknown", 1)
    assert "decide" in (mail.error_message or "")
    (effect,) = actions.run(owner, ledger.list_effects, {"state": "unknown"}).value.items
    actions.run(owner, ledger.decide, {"effect_id": effect.id, "decision": "happened", "note": "I saw it"})
    assert _look(mail_id).state == "sent"


def test_a_mail_that_was_sent_is_not_sent_again(owner: Actor, sink: Sink) -> None:
    _send(owner)
    drain()
    with house_session() as session:
        session.execute(update(Job).values(status="pending"))
    drain()
    assert len(sink.letters) == 1


@pytest.mark.parametrize("template", ["verify-email", "reset-password", "invitation"])
def test_a_link_that_opens_an_account_is_not_kept_once_sent(owner: Actor, sink: Sink, template: str) -> None:
    mail_id = _send(owner, template)
    assert HELLO["link"] in _look(mail_id).text
    drain()
    assert HELLO["link"] in next(sink.letters[0].iter_parts()).get_content()
    assert HELLO["link"] not in _look(mail_id).text + _look(mail_id).html


def test_who_sees_jobs_sees_no_links(owner: Actor) -> None:
    job = _job(_send(owner, "reset-password"))
    assert HELLO["link"] not in str(job.payload)


def test_the_payload_of_the_wire_is_taken(owner: Actor, sink: Sink) -> None:
    payload = {"to": "bob@example.com", "template": "notification", "variables": HELLO}
    with open_session(owner) as session:
        enqueue(session, "email.send", payload)
    drain()
    assert [letter["To"] for letter in sink.letters] == ["bob@example.com"]


def test_what_is_no_address_is_refused_when_it_is_asked_for(owner: Actor) -> None:
    with open_session(owner) as session, pytest.raises(Invalid) as refused:
        enqueue(session, "email.send", {"to": "bob", "template": "notification", "variables": HELLO})
    assert refused.value.fields == {"to": "This is no e-mail address."}


def test_a_mail_may_wait_for_its_time(owner: Actor, sink: Sink) -> None:
    with open_session(owner) as session:
        mail.send(session, "a@example.com", "notification", HELLO, scheduled_for=utc_now() + timedelta(hours=1))
    drain()
    assert sink.letters == []


@pytest.mark.parametrize(
    "to",
    ["", "ann", "ann@", "a@b@c.com", "ann@example.com\r\nBcc: all@example.com", "ann@example.com, bob@example.com"],
)
def test_what_is_no_address_is_refused(owner: Actor, to: str) -> None:
    with pytest.raises(Invalid):
        _send(owner, to=to)


def test_account_mails_are_shown_to_anybody_only_at_a_first_run_on_this_machine(
    owner: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    mail_id, private = _send(owner, "reset-password"), _send(owner)
    shown = {row.id for row in actions.run(NOBODY, outbox.outbox, {}).value.items}
    assert mail_id in shown
    assert private not in shown
    for name, value in {
        "SMTP_HOST": "mail.example.com",
        "STEWARD_HOST": "0.0.0.0",
        "PUBLIC_URL": "https://crm.example.com",
        "STEWARD_OUTBOX": "closed",
    }.items():
        with monkeypatch.context() as patch:
            patch.setenv(name, value)
            settings.cache_clear()
            with pytest.raises(Refused):
                actions.run(NOBODY, outbox.outbox, {})
        settings.cache_clear()
