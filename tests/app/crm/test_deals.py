"""Deals and their board: made, moved, closed, summed."""

from decimal import Decimal
from uuid import UUID

import pytest

from app.core import actions
from app.core.actor import Actor
from app.core.errors import Conflict, Invalid, NotFound, Refused
from app.core.history.actions import undo
from app.crm import boards, deal_moves, deals, pipelines
from app.crm.rows.deals import DealRow
from app.crm.rows.pipelines import PipelineRow


@pytest.fixture
def pipeline(owner: Actor) -> PipelineRow:
    """The pipeline of a fresh tenant."""
    return actions.run(owner, pipelines.create, {"name": "Sales"}).value


def make(actor: Actor, name: str, **details: object) -> DealRow:
    """A deal."""
    return actions.run(actor, deals.create, {"name": name, **details}).value


def names(actor: Actor) -> dict[str, list[str]]:
    """The names on the board, lane by lane."""
    return {lane.name: [card.name for card in lane.cards] for lane in actions.run(actor, boards.board, {}).value.lanes}


def stage(pipeline: PipelineRow, name: str) -> UUID:
    """The id of a stage."""
    return next(stage.id for stage in pipeline.stages if stage.name == name)


def test_a_new_deal_stands_on_top_of_the_first_stage(owner: Actor, pipeline: PipelineRow) -> None:
    first, second = make(owner, "First", amount="100"), make(owner, "Second")
    assert names(owner)["Qualified"] == ["Second", "First"]
    assert (first.stage_kind, first.probability, first.currency) == ("open", 20, owner.currency)
    assert second.owner_id == owner.member_id


def test_sums_cover_every_deal_and_keep_currencies_apart(owner: Actor, pipeline: PipelineRow) -> None:
    for amount, currency in (("100.10", "EUR"), ("50", "EUR"), ("7", "USD")):
        make(owner, "Deal", amount=amount, currency=currency)
    lane = actions.run(owner, boards.board, {}).value.lanes[0]
    found = {part.currency: (part.count, part.total, part.weighted) for part in lane.sums}
    assert found == {"EUR": (2, Decimal("150.10"), Decimal("30.02")), "USD": (1, Decimal(7), Decimal("1.40"))}
    assert (lane.count, lane.more) == (3, False)


def test_a_lane_shows_fifty_cards_and_gives_the_next_ones(owner: Actor, pipeline: PipelineRow) -> None:
    made = [make(owner, f"Deal {number:02}") for number in range(53)]
    lane = actions.run(owner, boards.board, {}).value.lanes[0]
    rest = actions.run(owner, boards.more, {"stage_id": lane.stage_id, "after_id": lane.cards[-1].id}).value
    assert (len(lane.cards), lane.more, lane.count) == (50, True, 53)
    assert [card.name for card in lane.cards + rest] == [deal.name for deal in reversed(made)]


def test_cards_stand_where_they_are_put(owner: Actor, pipeline: PipelineRow) -> None:
    c, b, a = make(owner, "c"), make(owner, "b"), make(owner, "a")
    proposal = stage(pipeline, "Proposal")
    for deal in (a, b):
        actions.run(owner, deal_moves.move, {"id": deal.id, "stage_id": proposal})
    actions.run(owner, deal_moves.move, {"id": c.id, "stage_id": proposal, "before_id": a.id})
    assert names(owner)["Proposal"] == ["b", "c", "a"]
    actions.run(owner, deal_moves.move, {"id": b.id, "stage_id": proposal, "after_id": a.id})
    assert names(owner)["Proposal"] == ["c", "a", "b"]


def test_closing_and_reopening_set_the_day_and_the_reason(owner: Actor, pipeline: PipelineRow) -> None:
    deal = make(owner, "Deal")
    lost = actions.run(owner, deal_moves.lose, {"id": deal.id, "reason": "Price"}).value
    assert (lost.stage_kind, lost.lost_reason, lost.closed_at is not None) == ("lost", "Price", True)
    won = actions.run(owner, deal_moves.win, {"id": deal.id}).value
    assert (won.stage_kind, won.lost_reason, won.closed_at) == ("won", None, lost.closed_at)
    opened = actions.run(owner, deal_moves.move, {"id": deal.id, "stage_id": stage(pipeline, "Proposal")}).value
    assert (opened.closed_at, opened.stage_kind) == (None, "open")


def test_a_move_can_be_undone(owner: Actor, pipeline: PipelineRow) -> None:
    deal = make(owner, "Deal")
    done = actions.run(owner, deal_moves.win, {"id": deal.id})
    actions.run(owner, undo, {"operation_id": done.operation_id})
    again = actions.run(owner, deals.get, {"id": deal.id}).value
    assert (again.stage_id, again.closed_at) == (deal.stage_id, None)


def test_a_deal_stays_in_its_pipeline(owner: Actor, pipeline: PipelineRow) -> None:
    deal = make(owner, "Deal")
    elsewhere = actions.run(owner, pipelines.create, {"name": "Renewals"}).value
    with pytest.raises(Invalid):
        actions.run(owner, deal_moves.move, {"id": deal.id, "stage_id": elsewhere.stages[0].id})


def test_others_and_viewers_are_kept_out(owner: Actor, other: Actor, viewer: Actor, pipeline: PipelineRow) -> None:
    deal = make(owner, "Deal")
    with pytest.raises(NotFound):
        actions.run(other, deal_moves.win, {"id": deal.id})
    with pytest.raises(Refused):
        actions.run(viewer, deal_moves.win, {"id": deal.id})
    assert actions.run(viewer, deals.get, {"id": deal.id}).value.name == "Deal"


def test_stages_are_added_ordered_and_removed_only_when_empty(owner: Actor, pipeline: PipelineRow) -> None:
    added = actions.run(owner, pipelines.create_stage, {"pipeline_id": pipeline.id, "name": "Contract"}).value
    order = [row.name for row in actions.run(owner, pipelines.get, {}).value.stages]
    assert order == ["Qualified", "Proposal", "Negotiation", "Contract", "Won", "Lost"]
    make(owner, "Deal", stage_id=added.id)
    with pytest.raises(Conflict):
        actions.run(owner, pipelines.delete_stage, {"id": added.id})
    with pytest.raises(Conflict):
        actions.run(owner, pipelines.delete, {"id": pipeline.id})


def test_a_stale_edit_is_refused_and_names_who_was_first(owner: Actor, pipeline: PipelineRow) -> None:
    deal = make(owner, "Deal")
    actions.run(owner, deals.update, {"id": deal.id, "version": deal.version, "name": "Bigger deal"})
    with pytest.raises(Conflict, match=owner.name):
        actions.run(owner, deals.update, {"id": deal.id, "version": deal.version, "name": "Other"})


def test_a_move_reads_the_lanes_it_changes_in_its_own_transaction(owner: Actor, pipeline: PipelineRow) -> None:
    deal = make(owner, "Deal", amount="100")
    qualified, won = stage(pipeline, "Qualified"), stage(pipeline, "Won")
    asked = {"stage_ids": [qualified, won], "card_id": deal.id}
    done = actions.run(owner, deal_moves.move, {"id": deal.id, "stage_id": won}, then=[(boards.lanes, asked)])
    (part,) = done.then
    assert [(lane.count, [one.weighted for one in lane.sums]) for lane in part.lanes] == [(0, []), (1, [Decimal(100)])]
    assert (part.card.stage_id, part.card.version) == (won, done.value.version)
