"""What is prepared before the rehearsed day: what the bundled sample has, and more of each kind.

Letters and surveys are made, the checklist is ticked, tables come from the exact search, and data
files of further layouts are read in a process of their own, as in the window.
"""

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

from app.bootstrap import sample_day
from app.domain.bar_tables import note_words
from app.domain.importing import EVERY, RawTable
from app.domain.measures import Dataset, MeasureStatus
from app.domain.preparation import CheckItem
from app.domain.report_data import traced
from app.domain.seating import Group
from app.domain.snapshot import Snapshot
from app.operations import Operations
from app.rehearsal import brought
from app.rehearsal.checks import Check
from app.services import data_import, data_reading, grouping, prework
from app.services.sample import sample_path
from app.services.seat_search import solved

PREPARED = {
    "pre-work": "letters and surveys are made in every language, but sent to nobody",
}
"""What is done before the day, and what of it is played."""

DATA_FILES: tuple[tuple[str, dict[str, str]], ...] = (
    ("edfacts-graduation.csv", {"organisation": "Riverbend Community Schools"}),
    ("crdc-schools.csv",
     {"metric": "Teachers in their first or second year", "organisation": EVERY}),
)  # fmt: skip
"""Data files beside the sample's, with the answers to what each of them asks: published ranges,
and shares by school of which the district's is made here."""

seat_people = partial(solved, work=0.5)
"""Seats come from the exact search, with a little work only: nobody waits for the very best."""


Station = tuple[str, frozenset[str]]
"""The group of a station, and the ids of the datasets in its own file."""


def prepare(
    operations: Operations,
    *,
    people_file: Path | None,
    tables: int,
    seed: int,
    folder: Path,
) -> None:
    """Fill an empty workshop, and prepare it as a facilitator would.

    Surveys that come back lie in ``folder`` on their way.

    Raises:
        UserError: where a file cannot be read, or asks something that only a person can answer.

    """
    sample_day.fill(operations, people_file=people_file, tables=tables, seed=seed)
    brought.bring(operations, folder, tickets=people_file is None)
    # Tables keep their dimensions, so that the same seed is the same day; people sit by the search.
    for arrange in (
        partial(grouping.arrange_again, only_here=False),
        partial(grouping.arrange_next_steps, tables=tables, seed=seed),
    ):
        operations.submit(arrange(operations.snapshot, arranger=seat_people))
        operations.flush()
    for name, chosen in DATA_FILES:
        table = data_reading.read_apart(sample_path(name))
        assert isinstance(table, RawTable)
        found = data_import.preview(table, operations.snapshot, chosen=dict(chosen))
        operations.submit(data_import.command(found, operations.snapshot))
        operations.flush()
    for item in operations.snapshot.checklist:
        operations.submit(CheckItem(item_id=item.id))
    operations.flush()


def checks_of(
    snapshot: Snapshot, pages: Sequence[str], packets: Sequence[str], stations: Iterable[Station]
) -> list[Check]:
    """Return the sheet's lines on what was prepared, looked up where people find it.

    Args:
        snapshot: of the day's end.
        pages: the summary's text, page by page.
        packets: the same of the packets.
        stations: each station's group, and the ids of the datasets in its own file.

    """
    return [
        _prework(snapshot),
        _on_paper("district data in the summary", snapshot, snapshot.datasets, pages),
        _on_paper("district data in the packets", snapshot, _marked(snapshot), packets),
        _at_stations(snapshot, stations),
    ]


def _prework(snapshot: Snapshot) -> Check:
    languages = snapshot.workshop.languages
    letters = [
        prework.letter(snapshot, each, lang) for each in prework.Letter for lang in languages
    ]
    surveys = [
        prework.survey_file(snapshot, language, suffix)
        for language in languages
        for suffix in prework.FORM_SUFFIXES
    ]
    done = sum(item.done for item in snapshot.checklist)
    whole = all(letters) and all(surveys) and "{" not in "".join(letters)
    seen = f"{len(letters)} letters, {len(surveys)} surveys, {done} points of the checklist"
    return Check("pre-work", whole and done == len(snapshot.checklist), seen)


def _marked(snapshot: Snapshot) -> tuple[Dataset, ...]:
    scored = {dimension for group in snapshot.groups for dimension in group.dimensions}
    return tuple(one for one in snapshot.datasets if scored & set(one.dimensions))


def _on_paper(
    name: str, snapshot: Snapshot, datasets: Sequence[Dataset], pages: Sequence[str]
) -> Check:
    """Look for each dataset's title, its file's rows, and how many values are no numbers."""
    text = _folded(" ".join(pages))
    language = snapshot.language
    missing = []
    for one in (one for one in datasets if one.shown):
        wanted = (one.title, traced(one, language), note_words(one.rows, language))
        missing += [words for words in wanted if _folded(words) not in text]
    other = sum(row.status is not MeasureStatus.REPORTED for one in datasets for row in one.rows)
    seen = f"missing: {missing}" if missing else f"{len(datasets)} datasets, {other} no numbers"
    return Check(name, bool(datasets) and not missing, seen)


def _at_stations(snapshot: Snapshot, stations: Iterable[Station]) -> Check:
    groups = {group.id: group for group in snapshot.groups}
    wrong, count = [], 0
    for group_id, has in stations:
        count += 1
        wanted = _of_group(snapshot, groups[group_id])
        if not wanted <= has:
            wrong.append(groups[group_id].label)
    seen = f"not at {wrong}" if wrong else f"{count} stations have their group's"
    return Check("district data at the stations", count > 0 and not wrong, seen)


def _of_group(snapshot: Snapshot, group: Group) -> frozenset[str]:
    wanted = set(group.dimensions)
    return frozenset(o.id for o in snapshot.datasets if o.shown and wanted & set(o.dimensions))


def _folded(text: str) -> str:
    return "".join(text.split()).replace("-", "").replace("\u00ad", "")
