"""Cards, tents, covers and rosters: every group and every name, and nothing private."""

from pathlib import Path

import pytest

from app.domain.snapshot import Snapshot
from app.services.reports import start_build
from tests.reports.conftest import pdf_text
from tests.workshops import NOON

KINDS = ("table-cards.pdf", "rosters.pdf", "name-tents.pdf", "packet-covers.pdf")


def words_of(snapshot: Snapshot, kind: str, folder: Path, *, names: bool = True) -> str:
    with start_build(snapshot, kind, folder / kind, now=NOON, names=names) as build:
        build.wait()
    return " ".join(pdf_text((folder / kind).read_bytes()).split())


def seated_names(snapshot: Snapshot) -> list[str]:
    """Return the names that stand in a PDF's text as they are written: no letters joined."""
    seats = {m.participant_id for plan in snapshot.seatings for m in plan.memberships}
    return [
        person.name
        for person in snapshot.people
        if person.id in seats and person.name.isascii() and person.name
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_every_group_has_its_sheet(kind: str, full_day: Snapshot, tmp_path: Path) -> None:
    words = words_of(full_day, kind, tmp_path)
    for group in full_day.groups:
        assert group.label in words
    if kind in ("rosters.pdf", "name-tents.pdf"):
        assert [name for name in seated_names(full_day) if name not in words] == []


@pytest.mark.parametrize("kind", KINDS)
def test_without_being_asked_for_no_name_is_on_them(
    kind: str, full_day: Snapshot, tmp_path: Path
) -> None:
    words = words_of(full_day, kind, tmp_path, names=False)
    assert not any(name in words for name in seated_names(full_day))
