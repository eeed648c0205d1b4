"""Comparing district data before it is shown: read, put side by side, show one column."""

from pathlib import Path

from app.data import comparing
from app.domain.comparing import Across, Comparison, ComparisonSource
from app.domain.errors import FileProblemError
from app.domain.giving_up import Tell, untold
from app.domain.importing import ManyPlaces
from app.domain.measures import Dataset, ImportDataset
from app.domain.snapshot import Snapshot
from app.i18n import _
from app.services import data_import, data_reading


def kept(dataset: Dataset) -> ComparisonSource:
    """Return the numbers of a dataset that the workshop keeps."""
    return ComparisonSource(
        title=dataset.title,
        kind=dataset.kind,
        unit=dataset.unit,
        measures=dataset.rows,
        dataset_id=dataset.id,
    )


def read_file(path: Path, data_dir: Path, tell: Tell = untold) -> ComparisonSource:
    """Return every number of a file, its columns as remembered or guessed.

    Raises:
        FileProblemError: naming the file, and row and column where there is one; also for a file
            too large for one look.
        GivenUpError: from ``tell``.

    """
    table = data_reading.read_apart(path, tell=tell)
    if isinstance(table, ManyPlaces):
        raise FileProblemError(
            _("“{name}” has the numbers of many districts.").format(name=path.name),
            safe=_("Nothing was imported."),
            remedy=_("Choose it under “Import a data file”, which asks for the district first."),
        )
    return comparing.source_of(table, data_import.mapping_for(table, data_dir))


def compare(
    source: ComparisonSource,
    snapshot: Snapshot,
    language: str,
    *,
    across: Across | None = None,
    chosen: dict[str, str] | None = None,
) -> Comparison:
    """Return a source side by side; loads pandas, so not on the window's thread."""
    return comparing.compare(
        source.measures, snapshot.framework, language, across=across, chosen=chosen
    )


def take_in(
    source: ComparisonSource, comparison: Comparison, column: int, snapshot: Snapshot
) -> ImportDataset:
    """Return the command that keeps one column of a file as a dataset that the room is shown.

    −1 keeps all columns, side by side.

    Raises:
        InvalidChangeError: where the file leaves a question open; importing it asks.

    """
    if source.table is None:
        raise ValueError("this source is a dataset that is kept already")
    found = data_import.preview(
        source.table,
        snapshot,
        mapping=source.mapping or None,
        chosen=comparison.chosen(column),
    )
    return data_import.command(found, snapshot)
