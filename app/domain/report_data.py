"""District data for a report: the datasets that the room saw, one series a chart."""

from collections.abc import Mapping

from app.domain.measures import Dataset, Measure
from app.domain.report import DataSeries, DataText, DataValue

MOST_SERIES = 6
"""Charts a dataset may fill in a report; the rest is counted, and stays in the program."""


def data_texts(datasets: tuple[Dataset, ...], numbers: Mapping[str, int]) -> tuple[DataText, ...]:
    """Return the datasets shown; ``numbers`` maps dimension ids to their numbers.

    Where a dataset has rows of the district, its schools' rows stay out; of several years the
    latest is charted. One series alone needs no title beside its dataset's.
    """
    return tuple(_text(dataset, numbers) for dataset in datasets if dataset.shown and dataset.rows)


def _text(dataset: Dataset, numbers: Mapping[str, int]) -> DataText:
    groups: dict[tuple[str, ...], list[Measure]] = {}
    for row in _charted(dataset.rows):
        key = (row.metric, row.organisation, row.year, row.grade, row.subject)
        groups.setdefault(key, []).append(row)
    alone = len(groups) == 1
    series = tuple(
        DataSeries(
            title="" if alone else " · ".join(dict.fromkeys(part for part in key if part)),
            values=tuple(_value(row) for row in rows),
        )
        for key, rows in groups.items()
    )
    return DataText(
        title=dataset.title,
        outcome=dataset.kind == "outcome",
        unit=dataset.unit if dataset.unit in ("percent", "count", "rate") else "rate",
        source=dataset.source,
        dimension_numbers=tuple(numbers[d] for d in dataset.dimensions if d in numbers),
        series=series[:MOST_SERIES],
        left_out=max(0, len(series) - MOST_SERIES),
    )


def _charted(rows: tuple[Measure, ...]) -> tuple[Measure, ...]:
    district = tuple(row for row in rows if row.level == "district") or rows
    latest = max((row.year for row in district), default="")
    return tuple(row for row in district if row.year == latest)


def _value(row: Measure) -> DataValue:
    return DataValue(
        label=row.student_group,
        value=row.value,
        low=row.low,
        high=row.high,
        status=row.status,
        as_written=row.as_written,
    )
