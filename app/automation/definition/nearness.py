"""The word that somebody probably meant."""

from collections.abc import Iterable

from rapidfuzz import fuzz, process

# Words people write for steps that are called otherwise here.
SYNONYMS = {
    "email": "sendEmail",
    "mail": "sendEmail",
    "sleep": "wait",
    "delay": "wait",
    "if": "condition",
    "switch": "branch",
    "foreach": "loop",
    "webhook": "http",
    "request": "http",
    "approve": "approval",
    "end": "stop",
    "subworkflow": "workflow",
}


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like `word`, if any is alike at all."""
    names = list(known)
    if (meant := SYNONYMS.get(word.lower())) in names:
        return meant
    found = process.extractOne(
        word.lower(), {name: name.lower() for name in names}, scorer=fuzz.WRatio, score_cutoff=60
    )
    return found[2] if found else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The sentence " Did you mean X?", or nothing."""
    found = nearest(word, known)
    return f" Did you mean {found}?" if found else ""
