"""Signs that are no words: they steer a terminal, break a line, or turn what stands after them."""

import unicodedata

_KINDS = ("Cc", "Cs", "Zl", "Zp")
_DIRECTIONS = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")


def steers(sign: str) -> bool:
    """Tell whether a character is such a sign (Unicode's general category, or UAX 9's class)."""
    is_kind = unicodedata.category(sign) in _KINDS
    return is_kind or unicodedata.bidirectional(sign) in _DIRECTIONS


def without_steering(text: str) -> str:
    """Return a text of one line without them; where one stood that is no direction, a space."""
    return "".join(
        "" if unicodedata.bidirectional(sign) in _DIRECTIONS else " " if steers(sign) else sign
        for sign in text
    )
