"""Text that a spreadsheet must not run as a formula."""

import unicodedata

RISKY = ("=", "+", "-", "@", "\t", "\r")
"""What a cell must not start with (OWASP, CSV injection); full-width forms count too."""

NO_CHARACTERS = ("\ufffe", "\uffff")
"""They stand for nothing, and XML in which there is one is damaged for every reader."""


def safe(text: str) -> str:
    """Return a text that no spreadsheet reads as a formula: an apostrophe goes before a risky one.

    What XLSX cannot hold goes: control characters, and two that are none; line breaks stay. A text
    that looks like one with our apostrophe gets another one, so that :func:`unguarded` brings back
    each as it was.
    """
    kept = "".join(
        char
        for char in text
        if char in "\n\t\r"
        or (char not in NO_CHARACTERS and unicodedata.category(char) not in ("Cc", "Cs"))
    )
    return f"'{kept}" if _runs(kept.lstrip("'")) else kept


def unguarded(text: str) -> str:
    """Return what :func:`safe` made such a text from: only its own apostrophe is taken away."""
    return text[1:] if text.startswith("'") and _runs(text.lstrip("'")) else text


def _runs(text: str) -> bool:
    start = unicodedata.normalize("NFKC", text.lstrip(" \n\u00a0\ufeff")[:1])
    return text.startswith(RISKY) or start in RISKY
