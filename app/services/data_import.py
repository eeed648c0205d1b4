"""Taking district data in from a file: read, preview, choose, import."""

from pathlib import Path

from app.data import data_headers, data_tables, layouts, measures, profiles, tables
from app.domain.importing import DataField, DataMapping, DataPreview, ManyPlaces, RawTable
from app.domain.measures import ImportDataset
from app.domain.snapshot import Snapshot
from app.i18n import _

_MOST_LIKELY = 3
"""More places of one name than this are no answer to which one is meant."""


def read_file(path: Path, *, sheet: str = "") -> RawTable:
    """Return the table in a CSV, TSV or XLSX file, read in this process.

    A window reads with :func:`app.services.data_reading.read_apart`, which a large file needs.

    Raises:
        FileProblemError: naming the file, and row and column where there is one.

    """
    return data_tables.as_data(tables.read_table(path, sheet=sheet))


def likely_places(found: ManyPlaces, district: str) -> tuple[str, ...]:
    """Return the keys of the places that bear a district's name, where no more than a few do."""
    wanted = tables.normalised_header(district)
    names = {place.key: tables.normalised_header(place.name) for place in found.places}
    same = [key for key, name in names.items() if wanted and name == wanted]
    begun = [key for key, name in names.items() if wanted and name.startswith(f"{wanted} ")]
    longer = [key for key, name in names.items() if name and wanted.startswith(f"{name} ")]
    likely = same or begun or longer
    return tuple(likely) if len(likely) <= _MOST_LIKELY else ()


def mapping_for(table: RawTable, data_dir: Path | None = None) -> DataMapping:
    """Return what each column seems to be: as remembered for such a file, else guessed."""
    if data_dir is not None:
        known = profiles.recognised(profiles.load_profiles(data_dir), profiles.DATA, table)
        if known:
            return profiles.data_mapping(known, table)
    return data_headers.guess_mapping(table)


def first_mapping(table: RawTable, data_dir: Path | None = None) -> DataMapping | None:
    """Return what :func:`mapping_for` does, or None for a public layout, which needs no columns."""
    return None if layouts.recognise(table) else mapping_for(table, data_dir)


def remember_mapping(data_dir: Path, name: str, table: RawTable, mapping: DataMapping) -> bool:
    """Keep a mapping for the next file with these columns; False where it cannot be kept."""
    profile = profiles.make_profile(name, profiles.DATA, table, mapping)
    return profiles.save_profile(data_dir, profile)


def preview(
    table: RawTable,
    snapshot: Snapshot,
    *,
    mapping: DataMapping | None = None,
    chosen: dict[str, str] | None = None,
    kind: str = "",
    unit: str = "",
    title: str = "",
) -> DataPreview:
    """Return what importing the table would give; nothing is changed.

    ``mapping`` overrides a recognised layout. ``chosen`` maps a filter's field to its value.

    Raises:
        FileProblemError: for a table with a header and nothing below it.

    """
    return measures.preview_data(
        table, snapshot.framework, mapping=mapping, chosen=chosen, kind=kind, unit=unit, title=title
    )


def command(found: DataPreview, snapshot: Snapshot, *, dataset_id: str = "") -> ImportDataset:
    """Return the command that takes a preview in, after the others or in place of one.

    Raises:
        InvalidChangeError: while something has to be settled.

    """
    known = {dataset.id: dataset.position for dataset in snapshot.datasets}
    after = max(known.values(), default=0.0) + 1.0
    return measures.to_command(found, known.get(dataset_id, after), dataset_id=dataset_id)


def field_name(which: DataField) -> str:
    """Return what the interface calls a column's meaning."""
    names = {
        DataField.IGNORE: _("Leave out"),
        DataField.GROUP: _("Student group"),
        DataField.VALUE: _("Value"),
        DataField.NUMERATOR: _("Number of students counted"),
        DataField.DENOMINATOR: _("Out of how many"),
        DataField.ORGANISATION: _("School or district"),
        DataField.LEVEL: _("School, district or state"),
        DataField.YEAR: _("Year"),
        DataField.SUBJECT: _("Subject"),
        DataField.GRADE: _("Grade"),
        DataField.METRIC: _("What is counted"),
    }
    return names[which]
