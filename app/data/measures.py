"""A data file to a preview of one dataset, and the preview to its command.

A public layout is recognised; any other table is mapped by column. From all measures in the file
the user picks one year, one place, one kind of number, until each student group has one value.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from app.data import layout_own
from app.data.data_columns import NO, SHARES_OF_ONE, read_mapped, unit_of_measures
from app.data.data_headers import guess_mapping
from app.data.guessed_topics import guessed_topic
from app.data.layout_rows import ending_year
from app.data.layouts import Layout, Topic, recognise
from app.data.tables import require_rows
from app.domain.bar_tables import OUTCOME
from app.domain.codec import to_json
from app.domain.errors import InvalidChangeError
from app.domain.framework import Framework
from app.domain.ids import new_id
from app.domain.importing import (
    EVERY,
    Choice,
    DataFilter,
    DataMapping,
    DataPreview,
    Problem,
    RawTable,
    TableNote,
)
from app.domain.measures import Dataset, ImportDataset, Measure
from app.domain.relations import RELATION
from app.i18n import _

_MOST_GROUPS = 40
_MOST_ROWS = 160
_MOST_BESIDE = {"year": 5, "organisation": 40}
"""How many years and places may stand side by side; more is nothing that a room can read."""

_MOST_LONGER_ROWS = 20


def preview_data(
    table: RawTable,
    framework: Framework,
    *,
    mapping: DataMapping | None = None,
    chosen: dict[str, str] | None = None,
    kind: str = "",
    unit: str = "",
    title: str = "",
    as_mapped: bool = False,
) -> DataPreview:
    """Return what importing a data file would give.

    Args:
        table: as read from the file.
        framework: for the dimensions that the data informs.
        mapping: what each column is, for a table of no public layout; None guesses.
        chosen: the user's choices, by a filter's field ("year" → "2025") or a question's key.
        kind, unit, title: as in a dataset; "" for what fits the file.
        as_mapped: map by column even where a public layout is recognised.

    Raises:
        FileProblemError: for a table with a header and no rows.

    """
    require_rows(table)
    layout = None if as_mapped or mapping is not None else recognise(table)
    chosen = chosen or {}
    problems: list[Problem] = []
    if layout and layout.whole:
        return _written_here(table, layout, framework, chosen)
    if layout:
        mapping, measures = (), layout.read(table)
    else:
        mapping = mapping if mapping is not None else guess_mapping(table)
        shares = chosen.get(SHARES_OF_ONE, "") != NO
        measures, read_as, problems = read_mapped(table, mapping, unit, shares_of_one=shares)
    asked = layout is None or layout.ask_metric
    filters = choices_of(measures, chosen, ask_metric=asked)
    rows = picked(measures, filters)
    if layout is None:
        unit = unit or unit_of_measures(table, mapping, rows) or read_as
    problems += _to_choose(filters) or _to_settle(rows, measures)
    topic = Topic()
    if rows:
        metric = rows[0].metric
        topic = layout.topic_of(metric) if layout else guessed_topic(metric)
    guessed = bool(layout) or not kind or kind == topic.kind
    relation = chosen.get(RELATION, "") or (topic.relation.value if guessed else "")
    dataset = Dataset(
        id="",
        position=0.0,
        title=title or _title(filters, rows, table),
        kind=kind or topic.kind,
        unit=unit or topic.unit,
        source=_source(layout, table, filters),
        dimensions=tuple(d.id for d in framework.dimensions if d.number in topic.dimensions),
        rows=tuple(replace(row, relation=relation) for row in rows),
    )
    return DataPreview(
        table=table.name,
        layout=layout.id if layout else "",
        layout_name=_(layout.name) if layout else "",
        header=table.header,
        mapping=mapping,
        filters=filters,
        dataset=dataset,
        problems=tuple(problems),
        notes=(*table.notes, *_longer_rows(table)),
    )


def to_command(found: DataPreview, position: float, *, dataset_id: str = "") -> ImportDataset:
    """Return the command that takes a preview in, as a new dataset or in place of one.

    Raises:
        InvalidChangeError: while something has to be settled.

    """
    if found.blocking:
        raise InvalidChangeError(
            _("There are open questions about this file."),
            safe=_("Nothing was imported."),
            remedy=found.blocking[0].message,
        )
    content: dict[str, Any] = to_json(replace(found.dataset, position=position))
    del content["id"]
    return ImportDataset(dataset_id=dataset_id or new_id(), content=content)


def _longer_rows(table: RawTable) -> list[TableNote]:
    """Tell of rows with more cells than the header: what stands beyond it belongs to no column."""
    message = _("This row has more cells than the header: its values may be in wrong columns.")
    longer = [row for row in table.rows if row.extra][:_MOST_LONGER_ROWS]
    return [TableNote(row=row.number, message=message) for row in longer]


def _fields() -> dict[str, str]:
    return {
        "metric": _("What is counted"),
        "organisation": _("School or district"),
        "year": _("Year"),
        "subject": _("Subject"),
        "grade": _("Grade"),
    }


def choices_of(
    measures: Sequence[Measure], chosen: Mapping[str, str], *, ask_metric: bool
) -> tuple[DataFilter, ...]:
    """Return a filter for each attribute that differs, with a choice where one suggests itself.

    Years or places may stand side by side, one of the two at once. A choice leaves fewer values
    for the filters after it, so that no combination is offered that the file does not have.
    """
    filters: list[DataFilter] = []
    left, beside = list(measures), False
    for name, label in _fields().items():
        values = list(dict.fromkeys(getattr(m, name) for m in left if getattr(m, name)))
        if len(values) < 2:
            continue
        every = _every(name) if not beside and len(values) <= _MOST_BESIDE.get(name, 0) else ""
        pick = chosen.get(name, "")
        if pick not in values and not (pick == EVERY and every):
            asked = name == "metric" and ask_metric
            pick = "" if asked else _suggested(name, values, left)
        beside = beside or pick == EVERY
        found = DataFilter(field=name, label=label, values=tuple(values), chosen=pick, every=every)
        filters.append(found)
        left = picked(left, (found,)) if pick else left
    return tuple(filters)


def _every(name: str) -> str:
    words = {"year": _("All years, side by side"), "organisation": _("All, side by side")}
    return words.get(name, "")


def _suggested(name: str, values: list[str], measures: Sequence[Measure]) -> str:
    suggest: dict[str, Callable[[], str]] = {
        "year": lambda: max(values, key=lambda year: (ending_year(year) or 0, year)),
        "organisation": lambda: _district(measures) or "",
        "subject": lambda: _fullest("subject", measures),
        "metric": lambda: values[0],
        "grade": lambda: next(
            (v for v in values if "all" in v.casefold()), _fullest("grade", measures)
        ),
    }
    return suggest[name]() if name in suggest else ""


def _fullest(field: str, measures: Sequence[Measure]) -> str:
    """Return the value that most measures have, wherever it stands in the file."""
    times: Counter[str] = Counter(
        value for measure in measures if (value := getattr(measure, field))
    )
    return min(times, key=lambda value: (-times[value], _by_number(value)))


def _by_number(text: str) -> list[tuple[int, str]]:
    """Return what sorts "Grade 3" before "Grade 10"."""
    return [(int(part) if part.isdecimal() else 0, part) for part in re.split(r"(\d+)", text)]


def _district(measures: Sequence[Measure]) -> str:
    """Return the only district of a file, or ""."""
    names = {m.organisation for m in measures if m.level == "district"}
    return next(iter(names)) if len(names) == 1 else ""


def picked(measures: Sequence[Measure], filters: Sequence[DataFilter]) -> list[Measure]:
    """Return the measures that filters leave; without a choice, a filter leaves none."""
    return [
        measure
        for measure in measures
        if all(f.chosen in (EVERY, getattr(measure, f.field)) for f in filters)
    ]


def _to_choose(filters: Sequence[DataFilter]) -> list[Problem]:
    return [
        Problem(
            key=f"filter:{each.field}", row=0, field=each.field, value="",
            message=_("Choose one: {what}.").format(what=each.label),
            choices=tuple(Choice(value=value, label=value) for value in each.values),
        )
        for each in filters
        if not each.chosen
    ]  # fmt: skip


def _to_settle(rows: Sequence[Measure], measures: Sequence[Measure]) -> list[Problem]:
    """Return why the picked rows are no chart: none, too many, or a group twice."""
    if not measures:
        return [_whole(_("No column is taken as the student group with its value."))]
    if not rows:
        return [_whole(_("The file has no values for this choice."))]
    groups = {row.student_group for row in rows}
    if len(rows) > _MOST_ROWS or len(groups) > _MOST_GROUPS:
        return [_whole(_("{n} rows are too many for one chart: choose more.").format(n=len(rows)))]
    times = Counter((row.student_group, row.organisation, row.year, row.metric) for row in rows)
    return [
        Problem(
            key=f"twice:{row.row}", row=row.row, field="student_group", value=row.student_group,
            message=_("Row {row}: “{group}” has more than one value.").format(
                row=row.row, group=row.student_group
            ),
        )
        for row in rows
        if times[row.student_group, row.organisation, row.year, row.metric] > 1
    ]  # fmt: skip


def _whole(message: str) -> Problem:
    return Problem(key="file", row=0, field="", value="", message=message)


def _title(filters: Sequence[DataFilter], rows: Sequence[Measure], table: RawTable) -> str:
    """Return what is counted, where and when: "Graduated in four years, Riverbend, 2025"."""
    if not rows:
        return table.name.rsplit(".", 1)[0]
    first = rows[0]
    names = ("metric", "subject", "organisation", "year")
    parts = [_alike([getattr(row, name) for row in rows]) for name in names]
    grades = [f.chosen for f in filters if f.field == "grade"]
    if not any(parts):
        return first.metric
    years = list(dict.fromkeys(row.year for row in rows))
    if len(years) > 1:
        parts[3] = _("{first} to {last}").format(first=min(years), last=max(years))
    return ", ".join(part for part in [*parts, *grades] if part)


def _alike(values: Sequence[str]) -> str:
    """Return what all values are, or ""."""
    return values[0] if len(set(values)) == 1 else ""


def _written_here(
    table: RawTable, layout: Layout, framework: Framework, chosen: Mapping[str, str]
) -> DataPreview:
    """Return a dataset as this program wrote it; of several in the table one is chosen."""
    titles = layout_own.titles_of(table)
    wanted = chosen.get("title", "")
    wanted = wanted if wanted in titles else titles[0]
    part = layout_own.part_of(table, wanted)
    facts = layout_own.facts_of(part)
    known = {dimension.id for dimension in framework.dimensions}
    every = DataFilter(field="title", label=_("Dataset"), values=titles, chosen=wanted)
    rows = tuple(layout.read(part))
    problems = [_no_number(row, text) for row, text in layout_own.unread(part, rows)]
    if RELATION in chosen:
        rows = tuple(replace(row, relation=chosen[RELATION]) for row in rows)
    dataset = Dataset(
        id="",
        position=0.0,
        title=facts["title"],
        kind=facts["kind"] or OUTCOME,
        unit=facts["unit"] or "percent",
        source=facts["source"],
        dimensions=tuple(one for one in facts["dimensions"].split() if one in known),
        rows=rows,
    )
    return DataPreview(
        table=table.name,
        layout=layout.id,
        layout_name=_(layout.name),
        header=table.header,
        mapping=(),
        filters=(every,) if len(titles) > 1 else (),
        dataset=dataset,
        problems=tuple(problems),
        notes=table.notes,
    )


def _no_number(row: int, text: str) -> Problem:
    message = _("Row {row}, column “{column}”: “{value}” is no number.")
    return Problem(
        key=f"value@{row}", row=row, field="value", value=text, rows=(row,), blocking=False,
        message=message.format(row=row, column="value", value=text),
    )  # fmt: skip


def _source(layout: Layout | None, table: RawTable, filters: Sequence[DataFilter]) -> str:
    year = next((f.chosen for f in filters if f.field == "year" and f.chosen != EVERY), "")
    return ", ".join(part for part in (_(layout.name) if layout else "", table.name, year) if part)
