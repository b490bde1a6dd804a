"""Mail templates: shipped, changed, set back, previewed, tested."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import col

from app import features as features
from app.core import actions, mail
from app.core.actor import Actor
from app.core.db import house_session, open_session
from app.core.errors import Conflict, Invalid, NotFound, Refused
from app.core.history import actions as history
from app.core.mail import template_actions as templates
from app.core.mail.models import Mail
from app.crm import contacts
from jobs.worker import drain

DRAFT: dict[str, Any] = {"subject": "Hello {{ user.name }}", "body": "Dear {{ user.name }},\n\n[Go]({{ link }})"}
SAMPLES = {"user": {"name": "Ann"}, "link": "https://example.com/go"}

WRONG = ["<mj-include path='/etc/passwd' />", "<mj-raw><script>x</script></mj-raw>", "<script>"]


def _save(actor: Actor, name: str = "my-own", **more: Any) -> Any:
    return actions.run(actor, templates.save, {"name": name, **DRAFT, "variables": SAMPLES, **more})


def _get(actor: Actor, name: str) -> Any:
    return actions.run(actor, templates.get, {"name": name}).value


def _origin(actor: Actor, name: str) -> str | None:
    lines = actions.run(actor, templates.list_, {}).value
    return next((line.origin for line in lines if line.name == name), None)


def test_the_shipped_ones_are_there_and_sound_but_not_those_of_log_ins(owner: Actor) -> None:
    lines = actions.run(owner, templates.list_, {}).value
    names = {line.name for line in lines}
    assert {"welcome", "abandoned-cart-reminder", "invitation"} <= names
    assert not {"verify-email", "reset-password"} & names
    assert all(line.origin == "shipped" and line.title and line.description for line in lines)
    assert [_get(owner, line.name).problems for line in lines] == [[]] * len(lines)


def test_the_series_of_the_house_are_in_order(owner: Actor) -> None:
    lines = [line for line in actions.run(owner, templates.list_, {}).value if line.series]
    found = sorted((str(line.series), line.day or 0, line.name, line.subject) for line in lines)
    assert found == [
        ("post-purchase", 1, "order-confirmation", "Thanks for your order! Track it here"),
        ("post-purchase", 14, "product-feedback", "How's your {{ company }} working out?"),
        ("post-purchase", 30, "review-request", "Share your experience and get rewarded"),
        ("welcome-series", 0, "welcome-email", "Welcome to {{ company }}!"),
        ("welcome-series", 3, "first-order-guide", "Get Started with Your First Order"),
        ("welcome-series", 7, "first-purchase-discount", "Here's 10% Off Your First Purchase"),
        ("win-back", 0, "win-back-1", "We miss you! Here's what's new."),
        ("win-back", 7, "win-back-discount", "Exclusive 20% off - Just for you"),
    ]


def test_a_copy_takes_the_place_of_the_shipped_one_for_this_tenant_until_it_is_set_back(
    owner: Actor, other: Actor
) -> None:
    scope = {"user": {"name": "Ann"}}
    _save(owner, "welcome", subject="Mine", body="Hi {{ user.name }}")
    assert _origin(owner, "welcome") == "edited"
    with open_session(owner) as session:
        assert mail.letter_for(session, "welcome", scope).subject == "Mine"
    with open_session(other) as session:
        assert mail.letter_for(session, "welcome", scope).subject.startswith("Welcome to ")
    done = actions.run(owner, templates.reset, {"name": "welcome"})
    assert _origin(owner, "welcome") == "shipped"
    actions.run(owner, history.undo, {"operation_id": done.operation_id})
    assert _get(owner, "welcome").subject == "Mine"


def test_saving_can_be_undone_and_own_ones_deleted(owner: Actor) -> None:
    first = _save(owner)
    again = _save(owner, subject="Other", version=first.value.version)
    actions.run(owner, history.undo, {"operation_id": again.operation_id})
    assert _get(owner, "my-own").subject == DRAFT["subject"]
    with pytest.raises(Conflict):
        actions.run(owner, templates.reset, {"name": "my-own"})
    actions.run(owner, templates.delete, {"name": "my-own"})
    assert _origin(owner, "my-own") is None
    with pytest.raises(Conflict):
        actions.run(owner, templates.delete, {"name": "welcome"})


def test_two_people_do_not_overwrite_each_other(owner: Actor) -> None:
    first = _save(owner, version=0).value
    _save(owner, subject="Second", version=first.version)
    with pytest.raises(Conflict):
        _save(owner, subject="Third", version=first.version)


@pytest.mark.parametrize(
    ("part", "source", "suggestion", "line"),
    [
        ("subject", "Hi {{ user.nmae }}", "user.name", 1),
        ("body", "One\n\nTwo {{ lnk }}", "link", 3),
        ("body", "{{ user.name | upcas }}", "upcase", 1),
        ("preheader", "{% if user.name %}", "", 1),
        ("plain", "{{ user }}", "", 1),
    ],
)
def test_a_slip_is_refused_with_its_line_and_a_suggestion(
    owner: Actor, part: str, source: str, suggestion: str, line: int
) -> None:
    with pytest.raises(Invalid) as refused:
        _save(owner, **{part: source})
    assert f"Line {line}" in refused.value.fields[part]
    assert suggestion in refused.value.fields[part]
    shown = actions.run(owner, templates.preview, {"name": "x", "draft": {**DRAFT, "variables": SAMPLES, part: source}})
    assert [(p.part, p.line, p.suggestion) for p in shown.value.problems] == [(part, line, suggestion)]


@pytest.mark.parametrize(
    "body", ["<mj-include path='/etc/passwd' />", "<mj-raw><script>x</script></mj-raw>", "<script>"]
)
def test_what_may_not_stand_in_a_mail_is_refused(owner: Actor, body: str) -> None:
    with pytest.raises(Invalid) as refused:
        _save(owner, form="mjml", body=f"<mj-text>Hi</mj-text>{body}")
    assert "cannot be used in a mail" in refused.value.fields["body"]


def test_log_in_mails_cannot_be_changed(owner: Actor) -> None:
    with pytest.raises(Conflict):
        _save(owner, "reset-password")
    with pytest.raises(NotFound):
        _get(owner, "reset-password")


def test_a_preview_on_a_real_record(owner: Actor) -> None:
    made = actions.run(owner, contacts.create, {"name": "Zoë <Zander>", "first_name": "Zoë"}).value
    shown = actions.run(owner, templates.preview, {"name": "welcome", "record": "contact", "record_id": made.id}).value
    assert shown.problems == []
    assert "Welcome, Zoë" in shown.text
    assert shown.about == "Zoë <Zander>"
    empty = actions.run(
        owner,
        templates.preview,
        {
            "name": "my-own",
            "draft": {"subject": "x", "body": "{{ user.phone }}"},
            "record": "contact",
            "record_id": made.id,
        },
    ).value
    assert [p.path for p in empty.problems] == ["user.phone"]


def test_a_test_mail_goes_to_oneself(owner: Actor) -> None:
    sent = actions.run(owner, templates.send_test, {"name": "order-confirmation"}).value
    drain()
    with house_session() as session:
        found = session.scalars(select(Mail).where(col(Mail.id) == sent.mail_id)).one()
    assert (found.to, found.state, sent.state) == (sent.to, "kept", "kept")
    assert "Oak shelf" in found.text
    assert "Oak shelf" in found.html


def test_a_viewer_reads_and_changes_nothing(owner: Actor, viewer: Actor, other: Actor) -> None:
    _save(owner)
    assert _get(viewer, "my-own").subject == DRAFT["subject"]
    for action in (templates.reset, templates.delete, templates.send_test):
        with pytest.raises(Refused):
            actions.run(viewer, action, {"name": "my-own"})
    with pytest.raises(NotFound):
        _get(other, "my-own")


def test_one_key_writes_one_mail(owner: Actor) -> None:
    def once() -> Any:
        with open_session(owner) as session:
            scope = {"user": {"name": "Ann"}}
            return mail.write(session, to="ann@example.com", template="welcome", scope=scope, key="run:1:a").id

    assert once() == once()


def test_an_unknown_template_is_told_with_the_nearest(owner: Actor) -> None:
    with open_session(owner) as session, pytest.raises(Invalid) as refused:
        mail.letter_for(session, "welcom", {})
    assert "Did you mean welcome?" in refused.value.message


def test_what_each_template_needs(owner: Actor) -> None:
    with open_session(owner) as session:
        known = mail.known_templates(session)
    assert known["abandoned-cart-reminder"] == {"cart.items", "cart.total"}
    assert known["abandoned-cart-discount"] == {"discount.code"}
    assert "reset-password" not in known
