"""Words that come up where the pointer rests: Qt would read them as markup if they look like it."""

from html import escape


def as_typed(words: str) -> str:
    """Return the words of a tooltip, so that what people wrote is shown as they typed it."""
    if "<" not in words and "&lt;" not in words:
        return words
    lines = escape(words, quote=False).replace("\n", "<br>")
    return f"<qt>{lines}</qt>"
