"""Remembered mappings: a file with the same headers is recognised the next time.

They lie in the data folder as JSON, beside the settings; a damaged file means no profiles.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from app.data.tables import normalised_header
from app.domain.codec import CodecError, from_json
from app.domain.importing import DataField, MappingProfile, RawTable
from app.domain.people_importing import PersonField

PROFILES_FILE = "import-profiles.json"
PEOPLE = "people"
DATA = "data"


def fingerprint(header: Sequence[str]) -> str:
    """Return what two files with the same columns share, in any order of the columns."""
    names = "\n".join(sorted(normalised_header(name) for name in header))
    return hashlib.sha256(names.encode()).hexdigest()[:24]


def _keys(header: Sequence[str]) -> list[str]:
    """Return by what each column is known again: "# Black" and "% Black" differ by a sign only."""
    plain = [normalised_header(name) for name in header]
    times = Counter(plain)
    return [
        key if times[key] == 1 else " ".join(name.casefold().split())
        for key, name in zip(plain, header, strict=True)
    ]


def make_profile(
    name: str,
    kind: str,
    table: RawTable,
    mapping: Sequence[PersonField] | Sequence[DataField],
    words: Mapping[str, str] | None = None,
) -> MappingProfile:
    """Return the profile of a mapping; ``kind`` is `PEOPLE` or `DATA`.

    ``words`` is how words in such files were read, by the key of their question.
    """
    return MappingProfile(
        name=name,
        kind=kind,
        fingerprint=fingerprint(table.header),
        fields={key: which.value for key, which in zip(_keys(table.header), mapping, strict=True)},
        words=dict(words or {}),
    )


def people_mapping(profile: MappingProfile, table: RawTable) -> tuple[PersonField, ...]:
    """Return a remembered mapping of people for a table; unknown columns are ignored."""
    known = {each.value: each for each in PersonField}
    return tuple(
        known.get(profile.fields.get(key, ""), PersonField.IGNORE) for key in _keys(table.header)
    )


def data_mapping(profile: MappingProfile, table: RawTable) -> tuple[DataField, ...]:
    """Return a remembered mapping of data for a table; unknown columns are ignored."""
    known = {each.value: each for each in DataField}
    return tuple(
        known.get(profile.fields.get(key, ""), DataField.IGNORE) for key in _keys(table.header)
    )


def load_profiles(data_dir: Path) -> tuple[MappingProfile, ...]:
    """Return all remembered mappings."""
    try:
        found = json.loads((data_dir / PROFILES_FILE).read_text("utf-8"))
        return tuple(from_json(MappingProfile, each) for each in found)
    except (OSError, ValueError, TypeError, CodecError, RecursionError):
        return ()


def save_profile(data_dir: Path, profile: MappingProfile) -> bool:
    """Remember a mapping, in place of one for the same columns; False where it cannot be kept."""
    others = [
        each
        for each in load_profiles(data_dir)
        if (each.kind, each.fingerprint) != (profile.kind, profile.fingerprint)
    ]
    target = data_dir / PROFILES_FILE
    fresh = target.with_suffix(".new")
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        fresh.write_text(json.dumps([asdict(each) for each in (*others, profile)]), "utf-8")
        fresh.replace(target)
    except OSError:
        return False
    return True


def recognised(
    profiles: Sequence[MappingProfile], kind: str, table: RawTable
) -> MappingProfile | None:
    """Return the profile of files with these columns, or None."""
    mark = fingerprint(table.header)
    return next((p for p in profiles if p.kind == kind and p.fingerprint == mark), None)
