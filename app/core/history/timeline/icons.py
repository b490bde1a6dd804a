"""Which icon stands beside an act."""

KINDS = {"I": "create", "U": "edit", "D": "delete"}
VERBS = {
    "undo": "undo",
    "undone": "undo",
    "move": "move",
    "moved": "move",
    "assign": "assign",
    "assigned": "assign",
    "convert": "convert",
    "converted": "convert",
    "merge": "merge",
    "run": "import",
    "scored": "score",
    "rescore": "score",
    "created": "create",
}


def icon_of(name: str, kind: str = "") -> str:
    """The icon for an action or event by its verb, else for the kind of change (I, U or D)."""
    return VERBS.get(name.rpartition(".")[2]) or KINDS.get(kind, "action")
