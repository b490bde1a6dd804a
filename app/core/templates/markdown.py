"""Values inside Markdown: their signs are text, never markup."""

import re

SIGNS = re.compile(r"([!-/:-@\[-`{-~])")
BREAKS = re.compile(r"\s*\n\s*")


def escape(text: str) -> str:
    """The text so that Markdown shows it as it stands; its line breaks are kept as breaks within the paragraph."""
    lines = BREAKS.split(text.replace("\r\n", "\n").replace("\r", "\n").strip("\n"))
    return "\\\n".join(SIGNS.sub(r"\\\1", line) for line in lines if line)
