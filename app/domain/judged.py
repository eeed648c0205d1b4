"""Entries of stations that are no part of the workshop, or of which words were withdrawn."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.domain.envelopes import Outcome
from app.i18n import once_more

JUDGED = "received"
"""The table in :class:`app.domain.changes.Changes`: ids of entries of which another thing came."""


@dataclass(frozen=True, kw_only=True)
class Judged:
    """What became of one entry that is no part of the workshop as it was sent.

    Attributes:
        station: who sent it.
        entry_id: its id.
        outcome: why it is none: it waits for people, was refused, is not understood, or left out.
        said: the three sentences of a refusal, or {}.
        erased: whether words were withdrawn from it, of whatever outcome it is.

    """

    station: str
    entry_id: str
    outcome: Outcome
    said: dict[str, str] = field(default_factory=dict)
    erased: bool = False


ByStation = Mapping[str, Mapping[str, Judged]]
"""Station → entry id → what became of it."""


def by_station(
    found: Iterable[Judged], old: ByStation | None = None, touched: frozenset[str] = frozenset()
) -> dict[str, Mapping[str, Judged]]:
    """Return what became of entries by station; of ``old`` stays what was not ``touched``.

    A station of which nothing changed keeps the very same mapping.
    """
    known = dict(old or {})
    for station, entries in known.items():
        if touched & entries.keys():
            known[station] = {i: one for i, one in entries.items() if i not in touched}
    fresh: dict[str, dict[str, Judged]] = {}
    for one in found:
        fresh.setdefault(one.station, {})[one.entry_id] = one
    for station, entries in fresh.items():
        known[station] = {**known.get(station, {}), **entries}
    return known


def said_in(said: Mapping[str, str], language: str) -> dict[str, str]:
    """Return the sentences of a refusal in a station's language."""
    return {name: once_more(words, language) for name, words in said.items()}


def judged_rows(entries: Mapping[str, Judged], language: str) -> list[dict[str, Any]]:
    """Return what is no part of the workshop, as its station is told: alike ones together."""
    rows: dict[tuple[str, ...], dict[str, Any]] = {}
    left_out = (pair for pair in entries.items() if pair[1].outcome is not Outcome.ACCEPTED)
    for entry_id, one in sorted(left_out, key=lambda pair: pair[0]):
        parts = tuple(f"{name} {words}" for name, words in sorted(one.said.items()))
        key = (one.outcome.value, *parts)
        if key not in rows:
            said = said_in(one.said, language)
            rows[key] = {"outcome": one.outcome.value, "said": said, "entry_ids": []}
        rows[key]["entry_ids"].append(entry_id)
    return [row for _answer, row in sorted(rows.items())]


def erased_ids(entries: Mapping[str, Judged]) -> list[str]:
    """Return the ids of a station's entries from which words were withdrawn."""
    return sorted(entry_id for entry_id, one in entries.items() if one.erased)
