"""Liquid that people write: strict, limited, and nothing in it is code.

The scope is plain data (mappings, lists, texts, numbers, dates, `Money`). Names that begin with an underscore cannot be
read by a template; `_place` (a `Place`) tells money and dates the language, time zone and currency to be written in.
"""

from app.core.templates.checking import check, needed, paths
from app.core.templates.faults import Problem
from app.core.templates.filling import Scope, evaluate, read, render
from app.core.templates.filters import NAMES as FILTERS
from app.core.templates.place import Place
from app.core.templates.suggesting import known_in, nearest

__all__ = [
    "FILTERS",
    "Place",
    "Problem",
    "Scope",
    "check",
    "evaluate",
    "known_in",
    "nearest",
    "needed",
    "paths",
    "read",
    "render",
]
