"""Finding the person that somebody wrote down by name: exactly one, or it is asked."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from app.data.accents import letters_lost
from app.data.languages import says_nothing
from app.data.tables import normalised_header

_LIKE = 0.78
_MOST_SUGGESTIONS = 5
_LONGEST_COMPARED = 80
"""Signs of a written name that are compared: more is a sentence, found by the words in it."""
_BETWEEN = re.compile(r";|,(?!\s*(?:jr|sr|ii|iii)\b)|\s&\s|\band\b|\by\b|\bor\b", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*\([^()]*\)")
_COURTESY = re.compile(r"^(?:mr|mrs|ms|mx|dr|sr|sra|srta|prof)\.?\s+", re.IGNORECASE)

_PLACEHOLDERS = frozenset(
    {"tbd", "tba", "tbc", "to be determined", "to be announced", "to be confirmed", "to be decided",
     "n a", "none", "no name", "unnamed", "unknown", "anonymous", "info requested", "guest",
     "guest name", "plus one", "attendee", "open", "open seat", "vacant", "vacancy", "empty",
     "reserved", "available", "not provided", "por definir", "por confirmar", "por determinar",
     "sin nombre", "anonimo", "anonima", "vacante", "vacio", "invitado", "invitada", "disponible",
     "reservado", "desconocido", "ninguno", "nadie"}
)  # fmt: skip
"""What tools and people write for the name of somebody who is not known yet."""


@dataclass(frozen=True)
class Named:
    """What a written name may mean: ids that fit; ``sure`` when it is exactly this one."""

    written: str
    ids: tuple[str, ...]
    sure: bool


class NameIndex:
    """All names that can be meant, by their words."""

    def __init__(self, people: Iterable[tuple[str, str]]) -> None:
        """Take (id, name) pairs."""
        self._names = {person_id: normalised_header(name) for person_id, name in people}
        self._exact: dict[str, list[str]] = defaultdict(list)
        self._words: dict[str, list[str]] = defaultdict(list)
        for person_id, name in self._names.items():
            self._exact[_sorted(name)].append(person_id)
            for word in set(name.split()):
                self._words[word].append(person_id)
        self._suggested: dict[str, tuple[str, ...]] = {}

    def find(self, written: str) -> Named:
        """Return who is meant: sure only by a whole name that one person has."""
        name = _plain(written)
        exact = self._exact.get(_sorted(name), [])
        if not exact and "(" in written:
            # What somebody adds in brackets, such as a job, is no part of the name.
            name = _plain(_BRACKETS.sub("", written)) or name
            exact = self._exact.get(_sorted(name), [])
        if len(exact) == 1:
            return Named(written, tuple(exact), sure=True)
        if exact:
            return Named(written, tuple(exact), sure=False)
        return Named(written, self._suggestions(name), sure=False)

    def has_one(self, written: str) -> bool:
        """Tell whether exactly one person has this whole name."""
        return len(self._exact.get(_sorted(_plain(written)), [])) == 1

    def find_all(self, cell: str, absent: "NameIndex | None" = None) -> tuple[Named, ...]:
        """Return everybody named in a cell, which may join several names or say "no one".

        Lines, and names joined by a comma or "and", are answers of their own, unless none of them
        names anybody, here or among the ``absent``.
        """
        lines = [line.strip() for line in cell.split("\n") if line.strip()]
        lines = [line for line in lines if not says_nothing(line)]
        whole = self.find("\n".join(lines)) if lines else None
        if whole is None or whole.sure:
            return (whole,) if whole else ()
        found = tuple(named for line in lines for named in self._named_in(line, absent))
        return found if len(lines) == 1 or _names_any(found, absent) else (whole,)

    def _named_in(self, line: str, absent: "NameIndex | None") -> tuple[Named, ...]:
        whole = self.find(line)
        if whole.sure or (absent is not None and absent.has_one(line)):
            return (whole,)
        pieces = [piece.strip() for piece in _BETWEEN.split(line)]
        kept = [piece for piece in pieces if piece and not says_nothing(piece)]
        if len(kept) < 2:
            return (whole,)
        found = tuple(self.find(piece) for piece in kept)
        return found if _names_any(found, absent) else (whole,)

    def _suggestions(self, name: str) -> tuple[str, ...]:
        if name not in self._suggested:
            self._suggested[name] = self._alike(name)
        return self._suggested[name]

    def _alike(self, name: str) -> tuple[str, ...]:
        """Return those who share a word with a name or are spelled much like it, best first."""
        shared = Counter(each for word in set(name.split()) for each in self._words.get(word, ()))
        compared = name[:_LONGEST_COMPARED]
        bound = SequenceMatcher(None, "", compared)
        scored: list[tuple[float, str]] = []
        for person_id, other in self._names.items():
            bound.set_seq1(other)
            quick = bound.real_quick_ratio() >= _LIKE and bound.quick_ratio() >= _LIKE
            if not quick and person_id not in shared:
                continue
            likeness = SequenceMatcher(None, compared, other).ratio()
            if shared[person_id] or likeness >= _LIKE:
                scored.append((-(shared[person_id] + likeness), person_id))
        return tuple(person_id for _score, person_id in sorted(scored)[:_MOST_SUGGESTIONS])


def _names_any(found: Iterable[Named], absent: NameIndex | None) -> bool:
    return any(each.ids or (absent is not None and absent.has_one(each.written)) for each in found)


def _plain(written: str) -> str:
    return normalised_header(_COURTESY.sub("", written.strip()))


def same_name(one: str, other: str) -> bool:
    """Tell whether two names are one but for case, accents, punctuation and order."""
    return name_key(one) == name_key(other)


def better_written(later: str, earlier: str) -> str:
    """Return the later spelling, unless it only shouts or whispers what the earlier one says.

    Nor does one count whose letters were lost where it was saved.
    """
    if letters_lost(later, earlier):
        return earlier
    same = later.casefold().split() == earlier.casefold().split()
    flat = later in (later.upper(), later.lower())
    return earlier if same and flat and earlier not in (earlier.upper(), earlier.lower()) else later


def name_key(name: str) -> str:
    """Return what two spellings of one name share (see :func:`same_name`)."""
    return _sorted(normalised_header(name)) or name.strip()


def _sorted(name: str) -> str:
    return " ".join(sorted(name.split()))


def is_placeholder(name: str) -> bool:
    """Tell whether what stands for a name is none: a seat that waits for somebody, or a dash."""
    words = normalised_header(name).strip(" 0123456789")
    return words in _PLACEHOLDERS or name.strip() == "?" or set(name) <= set("-–—_.…/* ")
