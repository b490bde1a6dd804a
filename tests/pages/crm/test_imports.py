"""The pages of imports and jobs: they evaluate, and every field has its word."""

import pytest

from app.crm.imports.nouns import NOUNS
from components.crm.imports.steps import HREFS
from components.crm.imports.words import field_words, nouns
from pages.crm import imports
from pages.jobs import one, queue
from state.crm import import_report


@pytest.mark.parametrize("view", [imports.imports, imports.new_import, imports.one_import, queue.jobs, one.job])
def test_the_page_evaluates(view: object) -> None:
    assert callable(view)
    assert view().render()


def test_every_noun_and_field_has_a_word_and_a_place() -> None:
    titles = {field.title for noun in NOUNS.values() for field in noun.fields}
    assert titles == set(field_words())
    assert set(NOUNS) == set(nouns()) == set(HREFS)


def test_a_report_is_shown_by_how_often() -> None:
    report = {"reasons": {"a": 1, "b": 7}, "made": {"stage": {"count": 9, "names": list("abcdefghi")}}}
    assert import_report.often(report, "reasons") == [{"text": "b", "count": 7}, {"text": "a", "count": 1}]
    assert import_report.made(report) == [{"kind": "stage", "count": 9, "names": "a, b, c, d, e, f"}]
    assert import_report.samples({}, "created") == []
