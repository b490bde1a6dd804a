"""What a template may read at a step: what is there on every path to it, and what may be."""

from dataclasses import dataclass, replace

from app.core.templates import check
from app.core.templates.checking import is_known

ALWAYS = frozenset({"trigger.*", "context.*", "now", "company.*", "workflow.*", "run.*", "error.*"})
# What only the workflow itself can bring.
OWN = ("steps.", "vars.")


@dataclass(frozen=True, slots=True)
class Known:
    """Dotted paths (`x.*`: anything below x): `sure` on every path, `maybe` on some; `open` knows no bounds."""

    sure: frozenset[str]
    maybe: frozenset[str] = frozenset()
    open: bool = False

    def plus(self, *paths: str) -> "Known":
        """With these paths, for sure."""
        return replace(self, sure=self.sure | set(paths), maybe=self.maybe | set(paths))

    def perhaps(self, *paths: str) -> "Known":
        """With these paths, on some of the ways."""
        return replace(self, maybe=self.maybe | set(paths))

    def has(self, path: str) -> bool:
        """Whether something may stand at the path; enough for rules, which take what is missing as empty."""
        return (self.open and not path.startswith(OWN)) or is_known(path, self.sure | self.maybe)

    def faults(self, source: object) -> list[tuple[str, str]]:
        """What would fail in a template, as (path, sentence)."""
        found = [(problem.path, problem.message) for problem in check(source, self.sure)]
        return [(path, self._said(path, words)) for path, words in found if not self._fine(source, path, words)]

    def _fine(self, source: object, path: str, words: str) -> bool:
        if not words.startswith("There is no value"):
            return False
        if self.open and not path.startswith(OWN):
            return True
        return is_known(path, self.maybe) and self._optional(source, path)

    def _said(self, path: str, message: str) -> str:
        if not is_known(path, self.maybe):
            return message
        return f"{path} is not there on every path to this step; give a value instead with | default: …"

    @staticmethod
    def _optional(source: object, path: str) -> bool:
        return all(problem.path != path for problem in check(source, ()))


def joined(ways: list[Known]) -> Known | None:
    """What is known where several ways meet; None where none of them goes on."""
    if not ways:
        return None
    sure = frozenset[str].intersection(*(way.sure for way in ways))
    return Known(sure, frozenset[str].union(*(way.maybe for way in ways)), ways[0].open)
