"""The board after a move: what the page puts in place is what a fresh reading shows."""

from app.core import actions
from app.crm import deals
from state.crm.board import BoardState
from tests.factories.logins import signed_up
from tests.factories.states import call, state_of


def test_a_moved_card_is_put_in_place_as_a_fresh_reading_shows_it(house: object) -> None:
    seller = signed_up()[0]
    for name, amount in (("Alder", "1000"), ("Birch", "2500"), ("Cedar", "400")):
        actions.run(seller, deals.create, {"name": name, "amount": amount})
    board = state_of(BoardState, seller)
    call(board, "refresh")
    first, second = board.columns[0], board.columns[1]
    moved, before = first["cards"][1]["id"], first["cards"][0]["id"]
    for place in ((moved, second["id"], ""), (before, second["id"], moved), (moved, first["id"], "")):
        call(board, "move", *place)
        shown = [dict(column) for column in board.columns]
        call(board, "refresh")
        assert shown == board.columns
