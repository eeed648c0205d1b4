"""Covering people's names in free words, so that nothing that leaves ties a comment to a person."""

import re
from collections.abc import Iterable

from app.i18n import translator


class NameCover:
    """Replaces full names and e-mail addresses; ``count`` says how many it covered.

    A name of a single word ("Grace", "Hope") is left alone: it may be no name at all where it
    stands, and whoever reads the draft can still change it.
    """

    def __init__(self, names: Iterable[str], language: str) -> None:
        _ = translator(language)
        self.count = 0
        self._known: dict[str, str] = {}
        self._instead = _("[name left out]")
        wanted = {" ".join(name.split()) for name in names}
        patterns = [
            r"\s+".join(re.escape(word) for word in name.split())
            for name in sorted(wanted, key=len, reverse=True)
            if " " in name or "@" in name
        ]
        self._pattern = (
            re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", re.IGNORECASE)
            if patterns
            else None
        )

    def covered(self, words: str) -> str:
        """Return ``words`` with every known name covered."""
        if self._pattern is None or not words:
            return words
        if words not in self._known:
            # A note under a theme and under a prompt is one note: its names count once.
            covered, found = self._pattern.subn(lambda _match: self._instead, words)
            self.count += found
            self._known[words] = covered
        return self._known[words]
