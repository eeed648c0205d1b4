"""District data for a report: each dataset with its charts, as the room sees them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.domain.bar_tables import OUTCOME, bar_tables
from app.domain.data_table import data_rows
from app.domain.framework import Framework
from app.domain.measures import Dataset
from app.domain.report import DataText
from app.i18n import translator

MOST_CHARTS = 6
"""Charts a dataset may fill in a report; the rest is counted, and stays in the program."""


def data_texts(
    datasets: Sequence[Dataset],
    numbers: Mapping[str, int],
    framework: Framework,
    language: str,
) -> tuple[DataText, ...]:
    """Return the datasets that have numbers; ``numbers`` maps dimension ids to their numbers."""
    return tuple(
        _text(dataset, numbers, framework, language, datasets)
        for dataset in datasets
        if dataset.rows
    )


def traced(dataset: Dataset, language: str) -> str:
    """Return a dataset's source with the file's rows behind the numbers that it keeps."""
    rows: dict[str, list[int]] = {}
    for measure in dataset.rows:
        if measure.file and measure.row:
            rows.setdefault(measure.file, []).append(measure.row)
    _ = translator(language)
    said = [
        _("{file}, row {first}").format(file=file, first=found[0])
        if len(set(found)) == 1
        else _("{file}, rows {first} to {last}").format(
            file=file, first=min(found), last=max(found)
        )
        for file, found in rows.items()
    ]
    source = dataset.source
    for file, words in zip(rows, said, strict=True):
        source = source.replace(file, words, 1) if file in source else f"{source}; {words}"
    return source.removeprefix("; ")


def _text(
    dataset: Dataset,
    numbers: Mapping[str, int],
    framework: Framework,
    language: str,
    beside: Sequence[Dataset],
) -> DataText:
    tables = bar_tables(dataset, language, framework, beside)
    prefix = f"{dataset.title}: "
    alone = len(tables) == 1
    charts = tuple(
        replace(
            table, statement="", source="",
            title="" if alone else table.title.removeprefix(prefix),
        )
        for table in tables
    )  # fmt: skip
    return DataText(
        id=dataset.id,
        title=dataset.title,
        outcome=dataset.kind == OUTCOME,
        source=traced(dataset, language),
        shown=dataset.shown,
        dimension_numbers=tuple(numbers[d] for d in dataset.dimensions if d in numbers),
        charts=charts[:MOST_CHARTS],
        left_out=max(0, len(charts) - MOST_CHARTS),
        rows=data_rows(dataset),
    )
