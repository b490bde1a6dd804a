"""Rates of kinds, as they are written in code: "100/minute"."""

from dataclasses import dataclass

UNITS = {"second": 1.0, "minute": 60.0, "hour": 3600.0, "day": 86400.0}


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `count` starts in `seconds`."""

    count: int
    seconds: float

    @property
    def unit(self) -> str:
        """The word of its time."""
        return next(name for name, seconds in UNITS.items() if seconds == self.seconds)


def parse_rate(text: str | None) -> Rate | None:
    """The rate that "100/minute" says (second, minute, hour, day); raises ValueError."""
    if text is None:
        return None
    count, _, unit = text.partition("/")
    if unit not in UNITS or not count.isdigit() or int(count) < 1:
        raise ValueError(f"A rate is written like 100/minute, not {text!r}.")
    return Rate(int(count), UNITS[unit])
