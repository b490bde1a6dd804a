"""Lower case as PostgreSQL's C.UTF-8 has it: each letter by itself."""


def lowered(text: str) -> str:
    """Return a text in lower case, letter by letter: no final sigma, and İ becomes a plain i."""
    if text.isascii():
        return text.lower()
    return "".join("i" if letter == "İ" else _lowered(letter) for letter in text)


def _lowered(letter: str) -> str:
    lower = letter.lower()
    return lower if len(lower) == 1 else letter
