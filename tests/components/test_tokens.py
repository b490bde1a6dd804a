"""The colours of both themes keep needed text readable."""

import re
from pathlib import Path

import pytest

CSS = (Path(__file__).resolve().parents[2] / "assets" / "css" / "tokens.css").read_text(encoding="utf-8")
LIGHT, DARK = ":root", ".dark"
GROUNDS = ("page", "panel")
TEXTS = ("text", "second", "quiet", "accent-text", "red", "amber", "green", "blue")
PAIRS = [
    *[(text, ground) for text in TEXTS for ground in GROUNDS],
    *[(tone, f"{tone}-ground") for tone in ("red", "amber", "green", "blue")],
    ("second", "sunken"),
    ("on-accent", "accent"),
    ("toast-text", "toast"),
    ("toast-quiet", "toast"),
    ("text", "accent-ground"),
    ("quiet", "accent-ground"),
]


def _tokens(selector: str) -> dict[str, str]:
    block = CSS.split(f"\n{selector} {{", 1)[1].split("\n}", 1)[0]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_contrast(theme: str, text: str, ground: str) -> None:
    """Text that is needed stands out by at least 4.5 to 1."""
    tokens = _tokens(theme)
    assert _contrast(tokens[text], tokens[ground]) >= 4.5
