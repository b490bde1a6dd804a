"""What a model answered, and about how long texts are to it."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model answered; `cut` says that it ended for lack of tokens."""

    content: str
    model: str
    tokens_in: int
    tokens_out: int
    cut: bool

    def as_dict(self) -> dict[str, object]:
        """The reply as JSON values."""
        return asdict(self)


def estimated(text: str) -> int:
    """About how many tokens a text has, rather too many than too few."""
    return len(text) // 3 + 1
