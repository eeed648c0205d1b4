"""The sheets for the tables: a page for each group, with the code that its devices join by."""

from pathlib import Path

from app.domain.report import BuildOptions
from app.domain.snapshot import Snapshot
from app.services.reports import start_build
from tests.codes import codes_on_pages
from tests.reports.conftest import pdf_text
from tests.ui.room_samples import open_door
from tests.workshops import NOON


def test_each_group_has_a_page_in_the_rooms_languages(full_day: Snapshot, tmp_path: Path) -> None:
    door = open_door(full_day)
    target = tmp_path / "sheets.pdf"
    with start_build(
        full_day, "join-sheets.pdf", target, now=NOON, options=BuildOptions(door=door)
    ) as build:
        build.wait()
    content = target.read_bytes()
    words = pdf_text(content)
    assert f"of {len(door.ways)}" in words
    for way in door.ways:
        assert f"{way.code[:3]} {way.code[3:]}" in words
    assert words.count(door.address) == len(door.ways)
    assert "Scan this" in words
    assert "Escanea" in words
    assert codes_on_pages(target) == [[way.page] for way in door.ways], "a phone reads each"


def test_a_long_label_and_many_groups_stay_on_a_page_each(
    overfull_day: Snapshot, tmp_path: Path
) -> None:
    door = open_door(overfull_day)
    plain = open_door(overfull_day, plain=True)
    target = tmp_path / "sheets.pdf"
    with start_build(
        overfull_day, "join-sheets.pdf", target, now=NOON,
        options=BuildOptions(door=plain, paper="a4"),
    ) as build:  # fmt: skip
        build.wait()
    words = pdf_text(target.read_bytes())
    assert f"of {len(door.ways)}" in words
    for address in (plain.encrypted, plain.address):
        assert words.count(address) == len(door.ways), "the encrypted one stands first"
    assert words.index(plain.encrypted) < words.index("If the browser refuses")
    assert words.index("If the browser refuses") < words.index(plain.address)
    assert codes_on_pages(target) == [[way.page] for way in plain.ways]
