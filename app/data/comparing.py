"""Measures to a table of student groups by schools or years, with pandas.

pandas is imported inside the functions: it takes longer than the window's first picture.
"""

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

from app.data.data_columns import read_mapped
from app.data.layout_rows import ending_year
from app.data.layouts import recognise
from app.data.tables import require_rows
from app.domain.bar_tables import OUTCOME, group_label
from app.domain.comparing import Across, ComparedCell, Comparison, ComparisonSource, spread_of
from app.domain.framework import Framework
from app.domain.importing import DataFilter, DataMapping, RawTable
from app.domain.measures import Measure
from app.i18n import _

_COLUMNS = ("metric", "organisation", "year", "subject", "grade", "level", "student_group")


def source_of(table: RawTable, mapping: DataMapping) -> ComparisonSource:
    """Return every number of a table; ``mapping`` is used where no public layout is recognised.

    Raises:
        FileProblemError: for a table with a header and no rows.

    """
    require_rows(table)
    layout = recognise(table)
    if layout is not None:
        return ComparisonSource(
            title=table.name,
            kind=layout.topic.kind,
            unit=layout.topic.unit,
            measures=tuple(layout.read(table)),
            table=table,
            others={_(name): (t.kind, t.unit) for name, t in layout.topics.items()},
        )
    measures, unit, _problems = read_mapped(table, mapping)
    return ComparisonSource(
        title=table.name,
        kind=OUTCOME,
        unit=unit,
        measures=tuple(measures),
        table=table,
        mapping=mapping,
    )


def compare(
    measures: Sequence[Measure],
    framework: Framework,
    language: str,
    *,
    across: Across | None = None,
    chosen: dict[str, str] | None = None,
) -> Comparison:
    """Return measures side by side.

    Args:
        measures: every number to choose from.
        framework, language: for the names of student groups.
        across: what the columns are; None, or what does not differ, for what fits.
        chosen: attribute of a measure → the one value to look at; a sensible one where missing.

    """
    import pandas as pd

    frame = pd.DataFrame(
        {name: [getattr(m, name) for m in measures] for name in _COLUMNS}, dtype="object"
    )
    possible = tuple(a for a in Across if frame[a.value].nunique() > 1)
    if across not in possible:
        across = possible[0] if possible else Across.ORGANISATION
    choices, kept = _choose(frame, across, chosen or {})
    return replace(
        _pivot(kept, measures, across, framework, language), choices=choices, possible=possible
    )


def _choose(
    frame: Any, across: Across, chosen: dict[str, str]
) -> tuple[tuple[DataFilter, ...], Any]:
    """Return the choices there are, each among what the ones before it leave, and the rows left."""
    choices: list[DataFilter] = []
    for name, label in _labels().items():
        if name == across.value:
            continue
        values = [str(value) for value in frame[name].unique() if value]
        if len(values) < 2:
            continue
        pick = chosen.get(name, "")
        if pick not in values:
            pick = _suggested(name, values, frame)
        choices.append(DataFilter(field=name, label=label, values=tuple(values), chosen=pick))
        frame = frame[frame[name] == pick]
    return tuple(choices), frame


def _labels() -> dict[str, str]:
    return {
        "metric": _("What is counted"),
        "organisation": _("School or district"),
        "year": _("Year"),
        "subject": _("Subject"),
        "grade": _("Grade"),
    }


def _suggested(name: str, values: Sequence[str], frame: Any) -> str:
    """Return the newest year, the district, all grades, else what comes first."""
    if name == "year":
        return max(values, key=lambda year: (ending_year(year) or 0, year))
    if name == "organisation":
        districts = frame.loc[frame["level"] == "district", "organisation"]
        return str(districts.iloc[0]) if len(districts) else values[0]
    if name == "grade":
        return next((value for value in values if "all" in value.casefold()), values[0])
    return values[0]


def _pivot(
    frame: Any,
    measures: Sequence[Measure],
    across: Across,
    framework: Framework,
    language: str,
) -> Comparison:
    """Return the rows of a frame by student group and column; its index are places in measures.

    Groups stay apart as the file writes them: what a state calls low income one year and
    economically disadvantaged another is not the same group.
    """
    columns = [str(name) for name in frame[across.value].unique()]
    if across is Across.YEAR:
        columns.sort()
    groups = [str(name) for name in frame["student_group"].unique()]
    places = frame.index.to_series().groupby([frame["student_group"], frame[across.value]])
    found = places.agg(tuple).to_dict() if len(frame) else {}
    cells = tuple(
        tuple(_cell([measures[place] for place in found.get((g, c), ())]) for c in columns)
        for g in groups
    )
    return Comparison(
        across=across,
        rows=_row_names(groups, frame, measures, framework, language),
        columns=tuple(columns),
        cells=cells,
        row_spreads=tuple(spread_of(_alike(row)) for row in cells),
        column_spreads=tuple(spread_of(column) for column in zip(*cells, strict=True)),
    )


def _alike(cells: Sequence[ComparedCell]) -> Sequence[ComparedCell]:
    """Return the cells to take a spread between: of schools where there are two, without their sum.

    A district is no school among its schools, so it never makes them look closer or further apart.
    """
    schools = [cell for cell in cells if any(m.level == "school" for m in cell.measures)]
    return schools if len(schools) > 1 else cells


def _cell(measures: Sequence[Measure]) -> ComparedCell:
    """Return a cell; the same value in two rows of the file is one value."""
    once = {
        tuple(getattr(m, each.name) for each in fields(m) if each.name != "row"): m
        for m in reversed(measures)
    }
    return ComparedCell(measures=tuple(reversed(once.values())))


def _row_names(
    groups: Sequence[str],
    frame: Any,
    measures: Sequence[Measure],
    framework: Framework,
    language: str,
) -> tuple[str, ...]:
    """Return the groups' names; what the file calls otherwise keeps its own name beside it."""
    firsts = frame.drop_duplicates("student_group")
    index = dict(zip(firsts["student_group"], firsts.index, strict=True))
    names = [group_label(measures[index[group]], language, framework) for group in groups]
    return tuple(
        f"{name} ({group})" if names.count(name) > 1 and name != group else name
        for name, group in zip(names, groups, strict=True)
    )
