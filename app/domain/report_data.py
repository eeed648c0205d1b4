"""District data for a report: the datasets that the room saw, one series a chart."""

from collections.abc import Mapping

from app.domain.bar_tables import bar_unit
from app.domain.measures import Dataset, Measure, series_of
from app.domain.report import DataSeries, DataText, DataValue

MOST_SERIES = 6
"""Charts a dataset may fill in a report; the rest is counted, and stays in the program."""


def data_texts(datasets: tuple[Dataset, ...], numbers: Mapping[str, int]) -> tuple[DataText, ...]:
    """Return the datasets shown; ``numbers`` maps dimension ids to their numbers.

    The charts of each are its series, as the room saw them.
    """
    return tuple(_text(dataset, numbers) for dataset in datasets if dataset.shown and dataset.rows)


def _text(dataset: Dataset, numbers: Mapping[str, int]) -> DataText:
    series = tuple(
        DataSeries(title=one.title, values=tuple(_value(row) for row in one.rows))
        for one in series_of(dataset)
    )
    return DataText(
        title=dataset.title,
        outcome=dataset.kind == "outcome",
        unit=bar_unit(dataset),
        source=dataset.source,
        dimension_numbers=tuple(numbers[d] for d in dataset.dimensions if d in numbers),
        series=series[:MOST_SERIES],
        left_out=max(0, len(series) - MOST_SERIES),
    )


def _value(row: Measure) -> DataValue:
    return DataValue(
        label=row.student_group,
        value=row.value,
        low=row.low,
        high=row.high,
        status=row.status,
        as_written=row.as_written,
    )
