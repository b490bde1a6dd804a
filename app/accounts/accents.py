"""The accent colour of an organisation: any that white text can be read on."""

import re

from app.core.errors import Invalid

LEAST = 4.5


def luminance(colour: str) -> float:
    """The relative luminance (WCAG 2) of a colour like #4f46e5, from 0 to 1."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(colour: str) -> float:
    """The contrast of white text on the colour, from 1 to 21."""
    return 1.05 / (luminance(colour) + 0.05)


def check_accent(text: str) -> str:
    """The colour in lower case; raises Invalid for no colour and for one too light for white text."""
    colour = text.strip().lower()
    if not re.fullmatch(r"#[0-9a-f]{6}", colour):
        raise Invalid("This is not a colour.", fields={"accent": "six hexadecimal digits like #4f46e5"})
    if (found := contrast(colour)) < LEAST:
        raise Invalid(
            "White text could not be read on this colour; please choose a darker one.",
            fields={"accent": f"contrast {found:.1f}, needs {LEAST}"},
        )
    return colour
