"""The chart and district data on the browser station: every mark, no mean, nothing made up."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.cells import RevealResults
from app.domain.measures import ImportDataset
from tests.room.browser import Browser, Page
from tests.room.rooms import OpenRoom
from tests.room.web_walk import GROUP, day_room


@pytest.fixture
def room(tmp_path: Path) -> Iterator[OpenRoom]:
    opened = day_room(tmp_path / "hub" / "w.eqw")
    yield opened
    opened.close()


@pytest.fixture
def page(room: OpenRoom) -> Iterator[Page]:
    with Browser() as browser:
        page = browser.page(f"{room.http}/#j={room.code(GROUP)}")
        page.press("Join")
        page.press("Yes, they match")
        page.until("document.querySelector('.status.success')")
        yield page


def spoken(page: Page, number: int) -> str:
    """Return what a screen reader says of one dimension's drawing."""
    said: str = page.run(
        "[...document.querySelectorAll('.chart svg[role=img]')].map((one) => one.ariaLabel)"
        f".find((words) => words.startsWith('{number} '))"
    )
    return said


def test_the_chart_has_every_mark_and_says_the_same_as_the_table(
    page: Page, room: OpenRoom
) -> None:
    assert page.run("[...document.querySelectorAll('nav button')].at(-1).hidden")
    room.do(RevealResults())
    page.press("What all groups said")
    page.until("document.querySelectorAll('.chart svg[role=img]').length === 10")
    assert "A: 2: Uneven, F: 3: Mostly in place" in spoken(page, 1)
    assert "Two versions, not settled yet" in spoken(page, 2)
    assert "D: Cannot tell" in spoken(page, 5)
    assert "E: Chose not to score" in spoken(page, 8)
    needs = {n.dimension_id for n in room.operations.snapshot.data_needs}
    assert needs
    flags = page.run(
        "[...document.querySelectorAll('.chart-row')].filter((row) => row.querySelector('.flag'))"
        ".map((row) => row.querySelector('svg[role=img]').ariaLabel)"
    )
    assert len(flags) == len(needs), "where a group lacked data there is a flag, as in the room"
    assert all("data need" in words for words in flags)
    drawn = page.run(
        "['scored', 'contested', 'cannot_tell', 'chose_not'].map((look) =>"
        " document.querySelectorAll(`.chart-lanes svg[role=img] .${look}`).length)"
    )
    assert drawn[1:] == [6, 1, 2], "a contested score stands at both of its levels"
    assert drawn[0] > 20
    assert page.run("document.querySelectorAll('.chart .range').length") >= 5
    rows = page.run("[...document.querySelectorAll('tbody tr')].map((one) => one.innerText)")
    assert any("School Funding" in row and "2: Uneven" in row for row in rows)
    assert len([row for row in rows if "Chose not to score" in row]) == 1


def test_district_data_says_what_the_file_says_and_no_more(page: Page) -> None:
    page.press("District data")
    page.until("document.querySelectorAll('table.data .bar svg').length === 4")
    rows = page.run("[...document.querySelectorAll('.data tbody tr')].map((one) => one.innerText)")
    assert [" ".join(row.split()) for row in rows] == [
        "All students 84.1 %",
        "English learners 66.5 %",
        "Students with disabilities 60–69 %",
        "Homeless suppressed, too few students",
    ]
    drawn = "['.value', '.interval', '.hatching'].map((what) => [...document.querySelectorAll("
    shapes = page.run(f"{drawn}'.bar')].filter((one) => one.querySelector(what)).length)")
    assert shapes == [2, 1, 1], "a range is no bar, and what is suppressed is no zero"
    said = page.run("document.querySelector('.statement').textContent")
    assert said.startswith("A gap between groups comes from unequal opportunity.")


def test_years_stand_side_by_side_with_what_is_hoped_for(page: Page, room: OpenRoom) -> None:
    base = {"metric": "Met", "organisation": "Riverbend", "level": "district",
            "student_group": "English learners", "relation": "need_weighted"}  # fmt: skip
    rows = [
        {**base, "year": "2024", "status": "range", "low": 50, "high": 100, "as_written": "GE50"},
        {**base, "year": "2025", "value": 62.5},
    ]
    content = {"position": 9.0, "title": "Side by side", "kind": "outcome", "unit": "percent",
               "dimensions": ["d04"], "rows": rows}  # fmt: skip
    room.do(ImportDataset(dataset_id="years", content=content))
    page.press("District data")
    page.until("document.querySelectorAll('section.card').length === 2")
    card = "[...document.querySelectorAll('section.card')].at(-1)"
    heads = page.run(f"[...{card}.querySelectorAll('thead th')].map((one) => one.innerText)")
    assert heads == ["Student group", "2024", "2025"]
    cells = page.run(f"[...{card}.querySelectorAll('tbody td')].map((one) => one.innerText)")
    assert [cell.strip() for cell in cells] == ["≥ 50 %", "62.5 %"]
    said = page.run(f"{card}.innerText")
    assert "Equal bars are not the goal." in said
    assert "1 value is published as a range." in said


def test_shares_of_all_students_are_marked_though_their_data_are_no_chart_here(
    page: Page, room: OpenRoom
) -> None:
    base = {"metric": "Share", "organisation": "Riverbend", "level": "district", "year": "2025"}
    who = {"student_group": "English learners", "group_id": "english_learners"}
    students = [{**base, **who, "value": 16.0}]
    tested = [{**base, **who, "value": 8.0, "relation": "representation"}]
    content = {"position": 20.0, "kind": "demographics", "unit": "percent", "dimensions": ["d10"],
               "title": "Who our students are", "rows": students}  # fmt: skip
    room.do(ImportDataset(dataset_id="students", content=content))
    content |= {"title": "In advanced courses", "kind": "resource", "dimensions": ["d04"],
                "rows": tested}  # fmt: skip
    room.do(ImportDataset(dataset_id="advanced", content=content))
    page.press("District data")
    page.until("document.querySelectorAll('.bar .tick').length === 1")
    said = page.run("document.querySelector('main').innerText")
    assert "In advanced courses" in said
    assert "Who our students are" not in said
    assert "The upright mark is the group’s share of all students." in said
