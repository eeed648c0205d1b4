"""Cards, tents, covers and rosters: every group and every name, and nothing private."""

from dataclasses import replace
from io import BytesIO
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from pypdf import PdfReader

from app.domain.drawing import Text, bounds
from app.domain.report_reading import report_input
from app.domain.seating import SCORING
from app.domain.snapshot import Snapshot
from app.reports import seating_kit
from app.reports.document import Bullets, Document, OnePage, Picture, Table, Together
from app.reports.pdf_document import to_pdf
from app.reports.pdf_drawing import measure
from app.reports.wording import Wording
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


def test_a_folded_tent_reads_from_both_sides(full_day: Snapshot, tmp_path: Path) -> None:
    kind = "name-tents.pdf"
    words = words_of(full_day, kind, tmp_path)
    for name in set(seated_names(full_day)):
        assert words.count(name) >= 2
    assert "fold" in words
    assert "cut" in words


@pytest.mark.parametrize("name", ["Ana Ruiz", "Maximiliana " * 5, "X" * 90, "مريم الحداد"])
def test_what_is_turned_is_the_same_on_its_head(name: str, full_day: Snapshot) -> None:
    report = report_input(full_day, "en", now=NOON)
    drawing = seating_kit._tent(name, "Group A", Wording(report))(500.0, 318.0, measure)
    texts = [one for one in drawing.primitives() if isinstance(one, Text)]
    upright = {(t.text, round(t.y, 3)) for t in texts if not t.turned and t.anchor == "middle"}
    turned = {(t.text, round(318.0 - t.y, 3)) for t in texts if t.turned}
    assert upright == turned
    boxes = [bounds(one, measure) for one in texts]
    assert all(box.inside(500.0, 318.0) for box in boxes)
    assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))


def test_letters_that_hang_low_stay_above_the_group(full_day: Snapshot) -> None:
    report = report_input(full_day, "en", now=NOON)
    drawing = seating_kit._tent("مريم العلي", "Group A", Wording(report))(500.0, 318.0, measure)
    name, group = (
        next(one for one in drawing.primitives()
             if isinstance(one, Text) and not one.turned and one.text == words)
        for words in ("مريم العلي", "Group A")
    )  # fmt: skip
    assert name.size > 40
    hangs, rises = 0.45 * name.size, 0.75 * group.size
    assert name.y + hangs < group.y - rises


@pytest.mark.parametrize("count", [1, 2, 3, 4, 6, 10])
def test_a_card_holds_all_that_its_group_works_on(full_day: Snapshot, count: int) -> None:
    report = report_input(full_day, "en", now=NOON)
    group = replace(
        report.groups[0],
        label="A table beside the tall window of the long hall",
        place="Table 12, beside the window",
        dimension_numbers=tuple(range(1, count + 1)),
    )
    card = seating_kit._card(group, Wording(report))(504.0, seating_kit.CARD, measure)
    words = [item for item in card.primitives() if isinstance(item, Text)]
    label = [item for item in words if item.role == "accent"]
    lines = words[len(label) :]
    assert " ".join(item.text for item in label) == group.label
    assert len(lines) == count + 1
    for kind in (label, lines):
        assert len({item.size for item in kind}) == 1, "lines of one kind are of one size"
    assert label[0].size > 1.2 * lines[0].size, "a table is found by its name"
    boxes = [bounds(item, measure) for item in words]
    assert all(box.inside(504.5, seating_kit.CARD) for box in boxes)
    assert not any(one.overlaps(other) for one, other in pairwise(boxes))


def test_a_name_from_right_to_left_stands_at_the_box_to_tick() -> None:
    document = Document(title="", subject="", language="en", footer="", page_of="{page}/{pages}",
                        blocks=(Bullets(items=("Ana Ruiz", "נועם"), checkable=True),))  # fmt: skip
    places: dict[str, float] = {}

    def visit(text: str, cm: list[float], tm: list[float], *_font: object) -> None:
        for name in ("Ana Ruiz", "נועם", "םעונ"):
            if name in text:
                places[name[0]] = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]

    (page,) = PdfReader(BytesIO(to_pdf(document))).pages
    page.extract_text(visitor_text=visit)
    assert len(places) == 2
    assert max(places.values()) - min(places.values()) < 3


@pytest.mark.parametrize("kind", KINDS[1:])
def test_a_name_that_cannot_be_printed_is_a_line_and_is_told(
    kind: str, full_day: Snapshot, tmp_path: Path
) -> None:
    plan = full_day.seating(SCORING)
    assert plan is not None
    seated = {m.participant_id for m in plan.memberships}
    named = iter(("王小明", "Ana 🎉 Ruiz", "Nguyễn Thị Ánh"))
    people = tuple(
        replace(p, identity=replace(p.identity, name=next(named, p.identity.name)))
        if p.id in seated and p.identity
        else p
        for p in full_day.people
    )
    with start_build(
        replace(full_day, people=people), kind, tmp_path / kind, now=NOON, names=True
    ) as build:
        build.wait()
        assert set(build.left_out) == {"王小明", "🎉"}
    words = " ".join(pdf_text((tmp_path / kind).read_bytes()).split())
    assert "____" in words
    assert "Ana * Ruiz" in words
    assert "NguyễnThịÁnh" in words.replace(" ", ""), "in two fonts, so in pieces"


def test_what_no_font_lacks_is_not_told_of(full_day: Snapshot, tmp_path: Path) -> None:
    with start_build(full_day, "rosters.pdf", tmp_path / "r.pdf", now=NOON) as build:
        build.wait()
        assert build.left_out == ()


def test_a_second_seating_is_on_rosters_and_tents_too(full_day: Snapshot) -> None:
    """A table's people at next steps were on no sheet that lies on it."""
    report = report_input(full_day, "en", now=NOON, names=True)
    first, second, *_others = report.groups
    report = replace(report, next_groups=(replace(first, label="Y"), replace(second, label="Z")))
    lists = [
        each.items
        for block in seating_kit.rosters(report).blocks
        if isinstance(block, Together)
        for each in block.blocks
        if isinstance(each, Bullets)
    ]
    assert lists == [group.listed for group in (*report.groups, *report.next_groups)]
    said = [
        item.text
        for page in seating_kit.name_tents(report).blocks
        if isinstance(page, OnePage)
        for tent in page.blocks
        if isinstance(tent, Picture)
        for item in tent.draw(500, seating_kit.TENT, measure).items
        if isinstance(item, Text)
    ]
    for now, then in ((first, "Y"), (second, "Z")):
        assert said.count(f"Group {now.label} · Next steps: Group {then}") == 2 * now.people


def test_two_people_of_one_name_are_both_on_the_lists_and_told_apart(full_day: Snapshot) -> None:
    plan = full_day.seating(SCORING)
    assert plan is not None
    ids = [m.participant_id for m in plan.memberships[:4]]
    given = dict(zip(ids, ("North", "South", "", ""), strict=True))
    people = tuple(
        replace(
            person,
            identity=replace(
                person.identity, name="Ana Ruiz", affiliation=given[person.id], title="", email=""
            ),
        )
        if person.id in given and person.identity
        else person
        for person in full_day.people
    )
    report = report_input(replace(full_day, people=people), "en", now=NOON, names=True)
    listed = [name for group in report.groups for name in group.listed]
    ours = [name for name in listed if name.startswith("Ana Ruiz")]
    assert sorted(ours) == ["Ana Ruiz (1)", "Ana Ruiz (2)", "Ana Ruiz (North)", "Ana Ruiz (South)"]
    tables = [block for block in seating_kit.rosters(report).blocks if isinstance(block, Table)]
    assert len(tables[0].rows) == sum(g.people for g in report.groups), (
        "everybody has a line at the door"
    )
