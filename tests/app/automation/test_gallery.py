"""The ready workflows: each can be read, checks clean, is published in one step and has samples that fit it."""

import pytest

from app import features as features
from app.automation.definition import canonical, check, events_of, parse, walk
from app.automation.gallery import actions as gallery
from app.automation.gallery.shelf import ready, shelf
from app.core.actions import run
from app.core.actor import Actor
from app.core.db import open_session
from app.core.errors import Conflict, NotFound

NAMES = sorted(shelf())
WANTED = {
    "lead-management",
    "customer-onboarding",
    "customer-lifecycle",
    "job-intelligence",
    "content-pipeline",
    "customer-support",
    "ai-customer-onboarding",
    "dynamic-pricing",
    "predictive-lead-scoring",
    "content-personalization",
    "abandoned-cart-recovery",
    "customer-onboarding-sequence",
    "daily-summary",
}


def test_every_flow_of_the_catalogue_is_there() -> None:
    assert set(NAMES) == WANTED
    steps = {step.id for name in NAMES for _, step in walk(ready(name).read().steps)}
    lifecycle = {"ai_qualification", "crm_entry", "email_sequence", "follow_up_automation"}
    matching = {"job_analysis", "skill_matching", "provider_notification", "performance_tracking"}
    assert steps >= lifecycle | matching


@pytest.mark.parametrize("name", NAMES)
def test_each_checks_clean(owner: Actor, name: str) -> None:
    definition = ready(name).read()
    with open_session(owner) as session:
        assert [problem.message for problem in check(session, owner, definition)] == []
    assert parse(definition.wire()) == definition


@pytest.mark.parametrize("name", NAMES)
def test_each_is_published_from_the_gallery(owner: Actor, name: str) -> None:
    row = run(owner, gallery.use, {"name": name}).value
    assert (row.published_version, row.template, row.changed) == (1, name, False)
    assert run(owner, gallery.get, {"name": name}).value.workflow_ids == [row.id]


@pytest.mark.parametrize("name", NAMES)
def test_samples_fit_the_trigger(name: str) -> None:
    found = ready(name)
    definition = found.read()
    started_by = events_of(definition.trigger_type, definition.trigger_config)
    assert found.samples
    for sample in found.samples:
        happens = sample.get("event") or str(sample.get("action", "")).replace(".create", ".created")
        assert not started_by or canonical(happens) in started_by


def test_trying_posts_the_samples(owner: Actor) -> None:
    with pytest.raises(Conflict):
        run(owner, gallery.try_, {"name": "customer-support"})
    row = run(owner, gallery.use, {"name": "customer-support"}).value
    tried = run(owner, gallery.try_, {"name": "customer-support"}).value
    assert (tried.workflow_id, len(tried.event_ids)) == (row.id, 1)


def test_unknown_names_are_met_with_a_suggestion(owner: Actor) -> None:
    with pytest.raises(NotFound, match="Did you mean daily-summary"):
        run(owner, gallery.get, {"name": "dayly-summary"})
