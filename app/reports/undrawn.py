"""Letters of the file being built that no bundled font has: they stand on it as empty boxes.

A worker builds one file, so one list is enough; it is told beside the file that is done.
"""

_letters: dict[str, None] = {}


def note(letter: str) -> None:
    """Keep a letter that cannot be drawn."""
    if letter.strip():
        _letters[letter] = None


def told() -> str:
    """Return each such letter once, in the order in which they came."""
    return "".join(_letters)
