"""Workflows as people meet them: taken, tried, drawn, simulated, asked about, watched, taken back."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from app.automation import runs, versions_actions, workflows
from app.core.actions import run
from app.core.actor import Actor
from app.crm import leads
from tests.e2e.conftest import Open

pytestmark = [pytest.mark.e2e, pytest.mark.usefixtures("crew")]
LATE = 30_000
FAILS = {"type": "task.complete", "arguments": {"id": "00000000-0000-7000-8000-000000000000"}, "retry": {"attempts": 1}}


def made(owner: Actor, *steps: dict[str, Any], **more: Any) -> str:
    """A published workflow that is started by hand, unless told otherwise; its id."""
    given = {"name": "On trial", "trigger_type": "manual", "steps": list(steps), "publish": True, **more}
    return str(run(owner, workflows.create, given).value.id)


def node(page: Page, step_id: str) -> Locator:
    """A step on the canvas."""
    return page.locator(f".react-flow__node[data-id='{step_id}']")


def carry(page: Page, what: Locator, onto: Locator) -> None:
    """Drag by hand, from middle to middle."""
    start, end = what.bounding_box(), onto.bounding_box()
    assert start
    assert end
    page.mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(start["x"] + start["width"] / 2 + 12, start["y"] + start["height"] / 2 + 6, steps=3)
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + end["height"] / 2, steps=8)
    page.mouse.up()


def test_a_ready_one_is_taken_tried_looked_at_and_run_again_from_a_step(open_as: Open, founder: Actor) -> None:
    page = open_as(founder, "/workflows/gallery")
    page.get_by_role("searchbox", name="Search ready workflows").fill("onboarding sequence")
    expect(page.get_by_role("button", name="Use it")).to_have_count(1)
    page.get_by_role("button", name="Use it").click()
    page.get_by_role("button", name="Try with samples").click()
    expect(page).to_have_url(re.compile(r"/workflows/[^/]+/runs"))
    row = page.get_by_role("row", name=re.compile("Sample"))
    expect(row).to_contain_text("Sleeps", timeout=LATE)
    row.get_by_role("link").first.click()
    expect(page).to_have_url(re.compile(r"/runs/"))
    expect(node(page, "sendEmail-1")).to_contain_text("done")
    expect(node(page, "condition-1")).not_to_contain_text("done")
    first = page.url
    node(page, "sendEmail-1").click()
    card = page.locator(".run-side")
    expect(card).to_contain_text("Output")
    card.get_by_role("button", name="Run again from here").click()
    page.get_by_role("dialog").get_by_role("button", name="Run again").click()
    expect(page).not_to_have_url(first)
    expect(node(page, "sendEmail-1")).to_contain_text("done", timeout=LATE)
    page.goto(page.url.partition("/runs/")[0] + "/settings/outbox")
    expect(page.get_by_text("Sample", exact=False).first).to_be_visible()


def test_a_new_one_is_drawn_by_keyboard_and_by_hand_and_published(open_as: Open, founder: Actor) -> None:
    page = open_as(founder, "/workflows")
    page.get_by_role("button", name="Workflow", exact=True).click()
    expect(page).to_have_url(re.compile(r"/workflows/[0-9a-f-]{36}"))
    node(page, "trigger").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("a")
    page.keyboard.type("set values")
    page.keyboard.press("Enter")
    form = page.get_by_role("complementary", name="Step")
    form.get_by_role("button", name="Add a value").click()
    form.get_by_label("Name", exact=True).last.fill("size")
    node(page, "set-1").focus()
    page.keyboard.press("Control+d")
    expect(node(page, "set-2")).to_be_visible()
    page.get_by_role("button", name="Step", exact=True).click()
    page.get_by_label("Find a step").fill("condition")
    page.keyboard.press("Enter")
    form.get_by_role("button", name="Add a condition").click()
    form.get_by_label("Field").fill("vars.sise")
    form.get_by_label("Value", exact=True).fill("3")
    wrong = node(page, "condition-1").locator(".flow-wrong")
    expect(wrong).to_be_visible()
    expect(page.get_by_role("button", name="Publish")).to_be_disabled()
    form.get_by_label("Field").fill("vars.size")
    expect(wrong).to_be_hidden()
    form.get_by_role("button", name="Close").click()
    carry(page, node(page, "set-2"), page.locator(".flow-free").first)
    expect(page.locator(".flow-free")).to_have_count(1)
    expect(page.get_by_text("Moved set-2.")).to_be_attached()
    node(page, "condition-1").focus()
    page.keyboard.press("Control+z")
    expect(page.locator(".flow-free")).to_have_count(2)
    page.keyboard.press("Control+Shift+z")
    expect(page.locator(".flow-free")).to_have_count(1)
    page.get_by_role("button", name="Publish").click()
    page.get_by_role("dialog").get_by_label("What changed").fill("The first")
    page.get_by_role("dialog").get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Version 1 runs", exact=True)).to_be_visible()
    page.reload()
    expect(page.locator(".flow-free")).to_have_count(1)


def test_it_is_tried_on_what_really_happened_and_paused(open_as: Open, founder: Actor) -> None:
    run(founder, leads.create, {"name": "Marta Jansen", "email": "marta@helio.example"})
    steps = [{"type": "wait", "duration": "3d"}, {"type": "task.create", "title": "Call {{ lead.name }}"}]
    config = {"trigger_type": "event", "trigger_config": {"event": "lead.created"}}
    flow = made(founder, *steps, **config)
    page = open_as(founder, f"/workflows/{flow}/simulate")
    expect(page.get_by_label("On a real event")).to_contain_text("Marta Jansen")
    page.get_by_role("button", name="Try it").click()
    result = page.locator(".run-side")
    expect(result).to_contain_text("What would happen")
    expect(result).to_contain_text("day 4")
    expect(result).to_contain_text("Call Marta Jansen")
    expect(node(page, "task_create-1")).to_contain_text("day 4")
    page.get_by_role("link", name="Build").click()
    for word, said, badge in (("Pause", "rests", "Paused"), ("Resume", "goes on", "Version 1 runs")):
        page.get_by_role("button", name="More").click()
        page.get_by_role("menuitem", name=word).click()
        expect(page.get_by_text(f"The workflow {said}.")).to_be_visible()
        expect(page.get_by_text(badge, exact=True)).to_be_visible()
    assert not run(founder, runs.list_, {"workflow_id": flow}).value.items


def test_a_question_is_answered_from_its_notification(open_as: Open, founder: Actor) -> None:
    ask = {"type": "approval", "name": "Discount", "to": {"role": "owner"}, "message": "15 % for {{ deal.name }}?"}
    flow = made(founder, {**ask, "ifApproved": [{"type": "set", "values": {"agreed": "yes"}}]})
    page = open_as(founder, f"/workflows/{flow}")
    page.get_by_role("button", name="Start now").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox", name="Values").fill('{"deal": {"name": "Solar roof"}}')
    dialog.get_by_role("button", name="Start now").click()
    expect(page).to_have_url(re.compile(r"/runs/"))
    expect(page.get_by_text("Waits for an answer").first).to_be_visible(timeout=LATE)
    ours = page.url
    expect(page.get_by_role("link", name=re.compile("Approvals"))).to_contain_text("1")
    page.get_by_role("link", name=re.compile("Inbox")).click()
    page.get_by_role("link", name=re.compile("Approval wanted")).click()
    expect(page).to_have_url(re.compile(r"/approvals/[0-9a-f-]{36}"))
    expect(page.get_by_text("15 % for Solar roof?")).to_be_visible()
    page.get_by_role("button", name="Approve").click()
    page.get_by_role("dialog").get_by_label("Note").fill("Once only.")
    page.get_by_role("dialog").get_by_role("button", name="Approve").click()
    expect(page.get_by_text("Once only.")).to_be_visible()
    page.goto(ours)
    expect(node(page, "set-1")).to_contain_text("done", timeout=LATE)


def test_what_fails_often_is_mended_with_one_click_and_versions_go_back(open_as: Open, founder: Actor) -> None:
    flow = made(founder, FAILS)
    for _ in range(6):
        run(founder, runs.start, {"workflow_id": flow})
    page = open_as(founder, f"/workflows/{flow}/runs")
    expect(page.locator("tbody").get_by_text("Failed")).to_have_count(6, timeout=LATE)
    page.get_by_role("link", name="Health").click()
    expect(page.get_by_text("It failed 6 of 6 times.").first).to_be_visible()
    page.get_by_role("button", name="Apply").last.click()
    expect(page.get_by_text("Version 2 runs from now on")).to_be_visible()
    page.locator("body").press("Control+z")
    expect(page.get_by_text("Undone.")).to_be_visible()
    assert run(founder, workflows.get, {"id": flow}).value.published_version == 1
    run(founder, workflows.save, {"id": flow, "steps": [{"type": "set", "values": {"a": "b"}}]})
    run(founder, versions_actions.publish, {"id": flow})
    page.get_by_role("link", name="Versions").click()
    page.get_by_role("listitem").filter(has_text="Version 1").get_by_role("button", name="Compare").click()
    expect(page.get_by_text("What the draft changes against version 1")).to_be_visible()
    expect(page.get_by_text("removed", exact=True)).to_be_visible()
    page.get_by_role("button", name="Go back to it").last.click()
    page.get_by_role("button", name="Go back", exact=True).click()
    expect(page.get_by_text(re.compile(r"Version \d is what version 1 was"))).to_be_visible()
    assert run(founder, workflows.get, {"id": flow}).value.steps[0]["type"] == "task.complete"
