"""Tasks and notes of the sample."""

from datetime import timedelta

from app.core.ids import new_id
from app.crm.demo import words
from app.crm.demo.chance import Dice
from app.crm.demo.records import Values

TASKS = 64
NOTES = 70


def tasks(dice: Dice, deals: list[Values], me: Values) -> list[Values]:
    """Things to do about open deals, some late, some done, some for the person who made the sample."""
    return [_task(dice, dice.pick(deals), me) for _ in range(TASKS)]


def _task(dice: Dice, deal: Values, me: Values) -> Values:
    made = dice.ago(0, 20)
    due = (made + timedelta(days=dice.whole(1, 14))).replace(hour=10, minute=0)
    done = dice.chance(0.35)
    return {
        "id": new_id(),
        "title": dice.pick(words.TASKS),
        "state": "done" if done else "open",
        "done_at": min(due, dice.now) if done else None,
        "due_at": due,
        "priority": dice.weighted(((0, 6), (1, 3), (2, 1))),
        "owner_id": me["id"] if dice.chance(0.2) else deal["owner_id"],
        "deal_id": deal["id"],
        "created_at": made,
        "sample": True,
    }


def notes(dice: Dice, deals: list[Values]) -> list[Values]:
    """What people wrote about deals and the contacts behind them."""
    return [_note(dice, dice.pick(deals)) for _ in range(NOTES)]


def _note(dice: Dice, deal: Values) -> Values:
    about_deal = dice.chance(0.6)
    return {
        "id": new_id(),
        "subject_table": "deal" if about_deal else "contact",
        "subject_id": deal["id"] if about_deal else deal["contact_id"],
        "body": dice.pick(words.NOTES),
        "owner_id": deal["owner_id"],
        "created_at": dice.ago(0, 90),
        "sample": True,
    }
