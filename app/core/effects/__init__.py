"""The send ledger: everything that leaves the house is written down before it goes, and settled after."""

from app.core.effects.carry_out import Undecided, carry_out
from app.core.effects.hooks import on_settled
from app.core.effects.intend import intend
from app.core.effects.models import Effect, EffectState
from app.core.effects.settle import give_up

__all__ = ["Effect", "EffectState", "Undecided", "carry_out", "give_up", "intend", "on_settled"]
