"""Letters out of the shipped templates, in the name of the house."""

import pytest

from app.core.errors import Invalid
from app.core.mail import compose, templates
from app.core.mail.shipping import shipped

STAFF = [
    "import-finished",
    "invitation",
    "lead-assigned",
    "notification",
    "notification-digest",
    "reset-password",
    "verify-email",
]
CUSTOMERS = [
    "abandoned-cart-discount",
    "abandoned-cart-reminder",
    "first-order-discount",
    "first-order-guide",
    "first-purchase-discount",
    "getting-started-tips",
    "order-confirmation",
    "product-feedback",
    "review-request",
    "welcome",
    "welcome-email",
    "win-back-1",
    "win-back-discount",
]

ALL = {
    "name": "Ann",
    "link": "https://example.com/l",
    "inviter": "Bob",
    "company": "Acme",
    "role": "viewer",
    "title": "Something",
    "body": "More of it",
    "items": [{"title": "One", "body": "first"}, {"title": "Two", "body": ""}],
    "count": 30,
    "lead": "Ms Lead",
    "reason": "It is your turn.",
    "file": "leads.csv",
    "created": 3,
    "updated": 2,
    "refused": 1,
}


@pytest.mark.parametrize("template", STAFF)
def test_every_template_has_subject_text_and_button(template: str) -> None:
    letter = compose(template, ALL)
    assert letter.subject
    assert "\n" not in letter.subject
    assert "Ann" in letter.text
    assert "https://example.com/l" in letter.text
    assert 'href="https://example.com/l"' in letter.html
    assert "{{" not in letter.text + letter.html


@pytest.mark.parametrize("template", STAFF)
def test_a_missing_name_is_named(template: str) -> None:
    with pytest.raises(Invalid) as refused:
        compose(template, {key: value for key, value in ALL.items() if key != "link"})
    assert "link" in str(refused.value.fields)


def test_all_are_there() -> None:
    assert {*STAFF, *CUSTOMERS} <= set(templates())


@pytest.mark.parametrize("template", templates())
def test_a_letter_can_be_written_with_the_samples(template: str) -> None:
    letter = compose(template, shipped()[template].variables)
    assert letter.subject
    assert len(letter.text) > 100
    assert "{{" not in letter.text + letter.html


@pytest.mark.parametrize("name", ["", "nope", "../letter", "layout", "layout.html"])
def test_an_unknown_template_is_refused(name: str) -> None:
    with pytest.raises(Invalid):
        compose(name, ALL)


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "/relative", ""])
def test_only_web_links_become_buttons(link: str) -> None:
    letter = compose("notification", {**ALL, "link": link})
    assert "<a " not in letter.html


def test_values_are_no_templates_and_a_subject_has_one_line() -> None:
    letter = compose("notification", {**ALL, "title": "{{ body }}\r\nBcc: x@example.com"})
    assert letter.subject == "{{ body }} Bcc: x@example.com"


def test_a_summary_counts_what_it_does_not_show() -> None:
    letter = compose("notification-digest", ALL)
    assert letter.subject == "30 notifications since yesterday"
    assert "• One: first" in letter.text
    assert "28 more" in letter.text
