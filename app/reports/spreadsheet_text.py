"""Text that a spreadsheet must not run as a formula."""

import unicodedata

RISKY = ("=", "+", "-", "@", "\t", "\r")
"""What a cell must not start with (OWASP, CSV injection); full-width forms count too."""


def safe(text: str) -> str:
    """Return a text that no spreadsheet reads as a formula: an apostrophe goes before a risky one.

    Control characters, which XLSX cannot hold, go; line breaks stay.
    """
    kept = "".join(
        char for char in text if char in "\n\t\r" or unicodedata.category(char) not in ("Cc", "Cs")
    )
    start = unicodedata.normalize("NFKC", kept.lstrip(" \n\u00a0\ufeff")[:1])
    return f"'{kept}" if kept.startswith(RISKY) or start in RISKY else kept
