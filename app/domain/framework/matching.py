"""Finding the dimension that somebody meant: districts rename them and people mistype them."""

import re
import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache

from app.domain.framework.records import Dimension, Framework

EXACT = 1.0
"""The score of a match by name, alias or number; suggestions always score less."""

_SUGGEST_FROM = 0.72
_MOST_SUGGESTIONS = 3
_MOST_LIKELY = 0.99
_SURELY_LIKE = 0.85
_MOST_PIECES = 60
_MORE_LETTERS = 20
"""By how much a name may be longer as somebody writes it, with its number before it."""
_SEPARATORS = re.compile(r"[,;|\n]|\s/\s")
_JOINTS = re.compile(r"\s(?:and|y|e|&|\+)\s", re.IGNORECASE)
_BULLETS = " \t\r\u00a0•·*–—-"

_JOINING_WORDS = frozenset({"and", "y", "e", "the", "of", "de", "del", "la", "el", "las", "los"})
_NUMBER = re.compile(r"(?:dimensi[oó]n\s*)?0*(\d{1,2})[.)]?", re.IGNORECASE)
_LEADING_NUMBER = re.compile(r"^\s*(?:dimensi[oó]n\s*)?\d{1,2}\s*[.):·–-]\s*", re.IGNORECASE)


@lru_cache(maxsize=2048)
def normalised(text: str) -> str:
    """`text` without accents, case, punctuation, joining words and a leading number."""
    bare = _LEADING_NUMBER.sub("", text)
    letters = unicodedata.normalize("NFKD", bare).casefold()
    kept = "".join(sign for sign in letters if not unicodedata.combining(sign))
    words = re.sub(r"[\W_]+", " ", kept).split()
    return " ".join(word for word in words if word not in _JOINING_WORDS)


class DimensionNames:
    """The names of one framework's dimensions; it remembers what it was asked."""

    def __init__(self, framework: Framework) -> None:
        self._framework = framework
        self._known = [(each, frozenset(_names(each))) for each in framework.dimensions]
        self._likely: dict[str, list[tuple[str, float]]] = {}
        self._longest = _most_commas(framework) + 1
        written = (n for each in framework.dimensions for n in each.name.values())
        self._longest_name = max(map(len, written), default=0) + _MORE_LETTERS

    def match(self, text: str) -> list[tuple[str, float]]:
        """Return what :func:`match_dimension` does."""
        exact = self.exact(text)
        if exact:
            return [(each, EXACT) for each in exact]
        wanted = normalised(text)
        if wanted not in self._likely:
            self._likely[wanted] = self._like(wanted) if wanted else []
        return self._likely[wanted]

    def exact(self, text: str) -> list[str]:
        """Return the ids of dimensions that are called exactly so."""
        number = _NUMBER.fullmatch(text.strip())
        if number is not None:
            return [each.id for each, _all in self._known if each.number == int(number.group(1))]
        wanted = normalised(text)
        return [
            each.id
            for each, names in self._known
            if wanted and (wanted in names or text.strip() == each.id)
        ]

    def exact_in(self, cell: str) -> Iterator[tuple[str, str]]:
        """Yield (as written, dimension id) of what in a cell is exactly a dimension.

        Nothing is compared by likeness: quick enough for every cell of a file.
        """
        pieces = [piece.strip(_BULLETS) for piece in _SEPARATORS.split(cell)[:_MOST_PIECES]]
        for start in range(len(pieces)):
            for count in range(1, self._longest + 1):
                written = ", ".join(pieces[start : start + count])
                if len(written) <= self._longest_name:
                    yield from ((written, found) for found in self.exact(written))

    def split(self, cell: str) -> list[tuple[str, str | None]]:
        """Return what :func:`split_dimension_list` does."""
        pieces = [piece.strip(_BULLETS) for piece in _SEPARATORS.split(cell)]
        pieces = [part for piece in pieces if piece for part in self._unjoined(piece)]
        # A cell with more answers than this holds something else, and is asked about as a whole.
        pieces, rest = pieces[:_MOST_PIECES], ", ".join(pieces[_MOST_PIECES:])
        answers: list[tuple[str, str | None]] = []
        start = 0
        while start < len(pieces):
            count, found = self._next(pieces[start : start + self._longest])
            answers.append((", ".join(pieces[start : start + count]), found))
            start += count
        return [*answers, (rest, None)] if rest else answers

    def _unjoined(self, piece: str) -> list[str]:
        """Return "A and B" as two, where what is behind the "and" is exactly a dimension."""
        if self.exact(piece):
            return [piece]
        for joint in _JOINTS.finditer(piece):
            before, behind = piece[: joint.start()].strip(), piece[joint.end() :].strip()
            if before and self.exact(behind):
                return [*self._unjoined(before), behind]
        return [piece]

    def _next(self, pieces: list[str]) -> tuple[int, str | None]:
        """Return how many of the pieces are one answer, and the dimension that it is exactly."""
        for count in range(len(pieces), 0, -1):
            found = next(iter(self.exact(", ".join(pieces[:count]))), None)
            if found is not None:
                return count, found
        best, taken = self._score(pieces[0]), 1
        for count in range(2, len(pieces) + 1):
            score = self._score(", ".join(pieces[:count]))
            if score > max(best, _SURELY_LIKE):
                best, taken = score, count
        return taken, None

    def _score(self, text: str) -> float:
        return next((score for _id, score in self.match(text)), 0.0)

    def _like(self, wanted: str) -> list[tuple[str, float]]:
        likely: list[tuple[str, float]] = []
        for dimension, names in self._known:
            score = max((_likeness(wanted, name) for name in names), default=0.0)
            if score >= _SUGGEST_FROM:
                likely.append((dimension.id, min(score, _MOST_LIKELY)))
        likely.sort(key=lambda match: -match[1])
        return likely[:_MOST_SUGGESTIONS]


def match_dimension(text: str, framework: Framework) -> list[tuple[str, float]]:
    """The dimensions that `text` may mean, as (dimension id, score), best first.

    A name, alias, id or number of a dimension scores `EXACT` and stands alone. Otherwise come
    suggestions by likeness, each less than `EXACT`, for a person to confirm: never take one
    without asking.
    """
    return DimensionNames(framework).match(text)


def split_dimension_list(cell: str, framework: Framework) -> list[tuple[str, str | None]]:
    """The answers in one cell of a form export, as (text as written, dimension id or None).

    Forms join several answers with commas, and a dimension's own name may contain one. The longest
    run of pieces that is exactly one dimension counts as one answer; anything else comes back
    with None, to be asked about: alone, or with the next pieces where only together they are like
    the name of a dimension.
    """
    return DimensionNames(framework).split(cell)


def is_own_name(text: str, dimension_id: str, framework: Framework) -> bool:
    """Tell whether ``text`` is a dimension's name, short name, id or number, not only an alias."""
    dimension = framework.dimension(dimension_id)
    names = (*dimension.name.values(), *dimension.short_name.values())
    wanted = normalised(text)
    numbered = _NUMBER.fullmatch(text.strip()) is not None
    return numbered or text.strip() == dimension.id or wanted in map(normalised, names)


def _most_commas(framework: Framework) -> int:
    """Return how many separators the name or alias with the most of them has."""
    names = (
        name
        for each in framework.dimensions
        for name in (*each.name.values(), *each.short_name.values(), *each.aliases)
    )
    return max((len(re.findall(r"[,;]", name)) for name in names), default=0)


def _names(dimension: Dimension) -> Iterator[str]:
    yield from (normalised(name) for name in dimension.name.values())
    yield from (normalised(name) for name in dimension.short_name.values())
    yield from (normalised(name) for name in dimension.aliases)


def _likeness(wanted: str, name: str) -> float:
    """Likeness of two normalised names, in any order of their words (0 to 1).

    Names that cannot reach a suggestion count as 0, found out by the cheap upper bounds first:
    a file of people asks this for every cell.
    """
    best = 0.0
    for one, other in ((wanted, name), (_sorted_words(wanted), _sorted_words(name))):
        matcher = SequenceMatcher(None, one, other)
        bar = max(best, _SUGGEST_FROM)
        if matcher.real_quick_ratio() >= bar and matcher.quick_ratio() >= bar:
            best = max(best, matcher.ratio())
    return best


def _sorted_words(text: str) -> str:
    return " ".join(sorted(text.split()))
