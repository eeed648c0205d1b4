"""Filling the sample workshop with invented people and district data from the bundled files."""

from pathlib import Path

from app.domain.ids import new_id
from app.domain.importing import EVERY
from app.domain.preparation import AddHistoryItem
from app.domain.seating import EditGroup
from app.domain.workshop import EditDetails, NameHosts
from app.operations import Operations
from app.services import data_import, grouping, people_import
from app.services.sample import sample_path

PEOPLE_FILE = "people-form-export.csv"
DATA_FILES: tuple[tuple[str, dict[str, str]], ...] = (
    ("ma-enrollment.csv", {}),
    ("ma-assessment.csv", {"year": EVERY}),
    ("ma-graduation.csv", {"metric": "4-Year Graduation Rate"}),
)
"""Data files with the answers to what each of them asks."""

EFFORTS = (
    "A pilot of family liaisons at two schools, in its second year.",
    "New mentoring for teachers in their first two years.",
)


def fill(
    operations: Operations, *, people_file: Path | None = None, tables: int = 7, seed: int = 1
) -> None:
    """Fill an empty workshop: people, efforts, data, and both seatings.

    Waits for the writer; a person's own ``people_file`` may stand in for the bundled one.

    Raises:
        UserError: where the file cannot be read, or asks something that only a person can answer.

    """
    source = people_file or sample_path(PEOPLE_FILE)
    table = people_import.read_file(source)
    found = people_import.preview(table, operations.snapshot)
    operations.submit(people_import.command(found))
    for position, text in enumerate(EFFORTS, 1):
        operations.submit(
            AddHistoryItem(item_id=new_id(), kind="effort", position=100.0 + position, text=text)
        )
    operations.submit(
        EditDetails(values={"place": "Riverbend Public Library, Room 2", "hard_stop_time": "16:15"})
    )
    operations.submit(NameHosts(facilitators="Sample Facilitator", co_host="Sample Co-host"))
    operations.flush()
    for name, chosen in DATA_FILES:
        measures = data_import.read_file(sample_path(name))
        preview = data_import.preview(measures, operations.snapshot, chosen=dict(chosen))
        operations.submit(data_import.command(preview, operations.snapshot))
        operations.flush()
    operations.submit(grouping.arrange(operations.snapshot, tables=tables, seed=seed))
    operations.flush()
    _give_second_dimensions(operations)
    operations.submit(grouping.arrange_next_steps(operations.snapshot, tables=tables, seed=seed))
    operations.flush()


def _give_second_dimensions(operations: Operations) -> None:
    """Let every table score two dimensions, so that some are seen by two groups."""
    dimensions = [dimension.id for dimension in operations.snapshot.framework.dimensions]
    for number, group in enumerate(operations.snapshot.groups):
        if len(group.dimensions) == 1:
            others = [one for one in dimensions if one not in group.dimensions]
            second = others[(number * 3) % len(others)]
            pair = sorted((*group.dimensions, second), key=dimensions.index)
            operations.submit(EditGroup(group_id=group.id, values={"dimensions": pair}))
    operations.flush()
