"""After the day: what leaves has no names, and what is taken back is gone."""

import threading

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QScrollArea, QWidget

from app.domain.cells import CellKey, Field, RevealResults, SetCell
from app.domain.notes import AddNote
from app.domain.people import AddPerson, Role
from app.domain.seating import AddGroup
from app.services import taking_back
from app.settings import Settings, save
from app.ui import theme
from app.ui.after.view import AfterView
from app.ui.after.words import matching, spoken_words
from app.ui.widgets.text import Label
from app.write_points import Point
from tests.slow_disk import SlowDisk

REASON = CellKey("gA", "d01", Field.REASON, "access")
DAY = (
    AddGroup(group_id="gA", seating_id="scoring", label="A", position=1.0, dimensions=("d01",)),
    SetCell(cell=str(REASON), value="The last shuttle leaves before tutoring ends."),
    AddNote(note_id="n1", text="Families want to be asked earlier."),
    AddPerson(
        participant_id="p1", role=Role.ADVOCATE, group_id="gA",
        identity={"name": "Wilhelmina Thistlewood"},
    ),
)  # fmt: skip


@pytest.fixture
def view(desk, carry_out, qtbot):
    carry_out(desk, *DAY)
    view = AfterView(desk)
    qtbot.addWidget(view)
    view.resize(1366, 712)
    view.show()
    carry_out(desk)
    yield view
    carry_out(desk)


def press(view: QWidget, name: str) -> None:
    view.findChild(QPushButton, name).click()


def test_a_file_is_built_beside_the_window_without_names(desk, view, carry_out, qtbot) -> None:
    with qtbot.waitSignal(view.exporter.finished, timeout=60_000) as done:
        press(view, "after.build.summary.html")
    kind, path = done.args
    assert kind == "summary.html"
    page = path.read_text("utf-8")
    assert "The last shuttle leaves before tutoring ends." in page
    assert "Thistlewood" not in page
    state = view.findChild(Label, "after.state.summary.html")
    assert path.name in state.text()
    for _turn in range(3):
        carry_out(desk)
    view.open_page("left")
    carry_out(desk)
    assert view._left.table.rowCount() == 1
    assert "before the reveal" in view._left.table.item(0, 1).text()


def test_the_whole_workshop_leaves_without_names_unless_asked(desk, view, qtbot) -> None:
    with qtbot.waitSignal(view.exporter.finished, timeout=60_000) as done:
        press(view, "after.build.workshop.eqw")
    assert b"Thistlewood" not in done.args[1].read_bytes()
    view.findChild(QWidget, "after.names").click()
    with qtbot.waitSignal(view.exporter.finished, timeout=60_000) as done:
        press(view, "after.build.workshop.eqw")
    assert b"Thistlewood" in done.args[1].read_bytes()


def test_a_build_can_be_cancelled(desk, view, qtbot) -> None:
    with qtbot.waitSignal(view.exporter.cancelled, timeout=60_000):
        press(view, "after.build.summary.pdf")
        press(view, "after.cancel")
    assert not view.exporter.busy
    assert not list(view.exporter.folder.glob("*.pdf"))


def test_a_whole_workshop_on_its_way_out_can_be_cancelled(desk, view, carry_out, qtbot) -> None:
    with SlowDisk(Point.COPY_STEP) as disk:
        press(view, "after.build.workshop.eqw")
        assert view.findChild(Label, "after.state.workshop.eqw").isVisible()
        assert disk.reached.wait(60)
        with qtbot.waitSignal(view.exporter.cancelled, timeout=60_000):
            press(view, "after.cancel")
            disk.gate.set()
    assert not view.exporter.busy
    assert not view.findChild(QPushButton, "after.cancel").isEnabled()
    assert list(view.exporter.folder.iterdir()) == []
    carry_out(desk)
    view.open_page("left")
    carry_out(desk)
    assert view._left.table.rowCount() == 0


@pytest.mark.parametrize("point", [Point.COPY_STEP, Point.SECOND_COPIED])
def test_a_backup_on_a_slow_disk_is_shown_and_cancelled(
    desk, view, carry_out, qtbot, tmp_path, point
) -> None:
    save(desk.data_dir, Settings(second_backup_dir=str(tmp_path / "stick")))
    view.open_page("backups")
    with SlowDisk(point) as disk:
        press(view, "after.back_up")
        assert disk.reached.wait(60)
        qtbot.waitUntil(view._copying.isVisible, timeout=60_000)
        press(view, "after.work.cancel")
        disk.gate.set()
        qtbot.waitUntil(lambda: not view._copying.busy, timeout=60_000)
    assert view._banner.accessibleName() == "Cancelled."
    made = [path for path in (desk.data_dir / "backups").rglob("*") if path.is_file()]
    assert len(made) == (point is Point.SECOND_COPIED), "the laptop's own was whole by then"
    assert [path for path in (tmp_path / "stick").rglob("*") if path.is_file()] == []
    carry_out(desk, AddNote(note_id="n9", text="The day goes on."))
    assert desk.snapshot.words("n9") == "The day goes on."


def test_a_folder_that_refuses_is_told_on_the_row(desk, view, tmp_path, qtbot) -> None:
    blocked = tmp_path / "a file"
    blocked.write_text("in the way")
    view.exporter.folder = blocked / "inside"
    with qtbot.waitSignal(view.exporter.failed, timeout=60_000):
        press(view, "after.build.scores.csv")
    assert "folder" in view.findChild(Label, "after.state.scores.csv").text()


def test_the_next_date_must_be_known_before_calendars_get_it(desk, view) -> None:
    assert not view.findChild(QPushButton, "after.build.next.ics").isEnabled()


def test_the_summary_is_read_back_and_approved(desk, view, carry_out) -> None:
    view.open_page("approve")
    assert not view.findChild(QPushButton, "after.approve.show").isEnabled()
    carry_out(desk, RevealResults())
    press(view, "after.approve.show")
    press(view, "after.approve.yes")
    carry_out(desk)
    assert desk.snapshot.scene.override == "summary"
    assert desk.snapshot.workshop.approved_at is not None
    press(view, "after.approve.no")
    carry_out(desk)
    assert desk.snapshot.workshop.approved_at is None


def test_words_are_found_wherever_they_stand(desk, view) -> None:
    words = spoken_words(desk.snapshot, "en")
    hits, count = matching(words, "SHUTTLE tutoring", 10)
    assert count == 1
    assert hits[0].target == f"cell:{REASON}"
    assert "School Funding" in hits[0].where
    assert matching(words, "families", 10)[1] == 1
    assert matching(words, "nobody said this", 10) == ((), 0)


def test_withdrawn_words_are_in_no_byte_of_the_file_or_its_backups(
    desk, view, carry_out, qtbot
) -> None:
    view.open_page("backups")
    press(view, "after.back_up")
    qtbot.waitUntil(lambda: not view._copying.busy, timeout=60_000)
    backups = list((desk.data_dir / "backups").rglob("*.eqw"))
    assert len(backups) == 1
    assert b"last shuttle" in backups[0].read_bytes()
    view.open_page("words")
    view._words.refresh()
    press(view, f"after.withdraw.cell:{REASON}")
    with qtbot.waitSignal(view._taking.done, timeout=60_000):
        view._words.findChild(QPushButton, "withdraw.yes").click()
    carry_out(desk)
    assert desk.snapshot.is_withdrawn(REASON)
    assert b"last shuttle" not in desk.operations.path.read_bytes()
    assert b"last shuttle" not in backups[0].read_bytes()


def test_people_are_forgotten_only_after_the_word_was_typed(desk, view, carry_out, qtbot) -> None:
    view.open_page("people")
    button = view.findChild(QPushButton, "after.people.forget")
    assert not button.isEnabled()
    QTest.keyClicks(view.findChild(QLineEdit, "after.people.word"), "forget")
    assert button.isEnabled()
    with qtbot.waitSignal(view._taking.done, timeout=60_000):
        button.click()
    carry_out(desk)
    assert [person.name for person in desk.snapshot.people] == [""]
    assert b"Thistlewood" not in desk.operations.path.read_bytes()


def test_what_is_typed_is_kept_while_the_copies_are_cleaned(
    desk, view, carry_out, qtbot, monkeypatch
) -> None:
    gate, cleaning = threading.Event(), threading.Event()
    clean = taking_back._clean

    def slowly(*given) -> None:
        cleaning.set()
        assert gate.wait(20)
        clean(*given)

    monkeypatch.setattr(taking_back, "_clean", slowly)
    press(view, "after.back_up")
    qtbot.waitUntil(lambda: not view._copying.busy, timeout=60_000)
    steps = []
    view._taking.stepped.connect(lambda done, count: steps.append((done, count)))
    with qtbot.waitSignal(view._taking.done, timeout=60_000) as done:
        view._taking.withdraw(f"cell:{REASON}")
        qtbot.waitUntil(cleaning.is_set, timeout=60_000)
        desk.keep_draft("note.n9", "Typed meanwhile")
        carry_out(desk, AddNote(note_id="n2", text="Said meanwhile."))
        assert desk.snapshot.draft("note.n9").text == "Typed meanwhile"
        assert desk.snapshot.words("n2") == "Said meanwhile."
        assert desk.snapshot.is_withdrawn(REASON)
        gate.set()
    assert done.args[1].problems == ()
    assert steps == [(0, 1)]
    (backup,) = (desk.data_dir / "backups").rglob("*.eqw")
    assert b"last shuttle" not in backup.read_bytes()


def test_the_copies_can_be_left_to_the_next_start(
    desk, view, carry_out, qtbot, monkeypatch
) -> None:
    for _copy in range(2):
        press(view, "after.back_up")
        qtbot.waitUntil(lambda: not view._copying.busy, timeout=60_000)
    gate, cleaning, clean = threading.Event(), threading.Event(), taking_back._clean

    def slowly(*given) -> None:
        cleaning.set()
        assert gate.wait(60)
        clean(*given)

    monkeypatch.setattr(taking_back, "_clean", slowly)
    said = []
    view._taking.began.connect(lambda _aim: said.append(view._banner.accessibleName()))
    with SlowDisk(Point.STONES_NAMED) as disk:
        view._taking.withdraw(f"cell:{REASON}")
        assert "Erasing" in said[0], "it is said before the disk has answered"
        assert disk.reached.wait(60)
    with qtbot.waitSignal(view._taking.done, timeout=60_000) as done:
        qtbot.waitUntil(cleaning.is_set, timeout=60_000)
        (later,) = (b for b in view._banner.findChildren(QPushButton) if "next start" in b.text())
        later.click()
        gate.set()
    assert done.args[1].later
    assert "next start" in view._banner.accessibleName()
    carry_out(desk)
    assert b"last shuttle" not in desk.operations.path.read_bytes()
    taking_back.finish_open(desk.data_dir, now=desk.now(), but=desk.operations.path)
    for backup in (desk.data_dir / "backups").rglob("*.eqw"):
        assert b"last shuttle" not in backup.read_bytes()


def test_a_copy_that_cannot_be_reached_is_told(desk, view, carry_out, qtbot, tmp_path) -> None:
    save(desk.data_dir, Settings(second_backup_dir=str(tmp_path / "stick that is away")))
    with qtbot.waitSignal(view._taking.done, timeout=60_000) as done:
        view._taking.withdraw(f"cell:{REASON}")
    (problem,) = done.args[1].problems
    assert problem.happened in view._banner.accessibleName()


def test_a_built_file_is_opened_from_its_row_and_the_focus_stays(
    desk, view, qtbot, monkeypatch
) -> None:
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    build = view.findChild(QPushButton, "after.build.scores.csv")
    way = view.findChild(QPushButton, "after.open.scores.csv")
    assert not way.isVisible()
    build.setFocus()
    with qtbot.waitSignal(view.exporter.finished, timeout=60_000) as done:
        build.click()
        assert view.window().focusWidget() is build
    assert view.window().focusWidget() is build
    assert way.isVisible()
    way.click()
    assert opened == [done.args[1].as_posix()]


def test_what_became_of_a_file_stands_whole_under_it_with_large_text(
    desk, carry_out, qtbot, qapp, tmp_path
) -> None:
    theme.apply_theme(qapp, theme.load_theme("light"), text_scale=2.0)
    view = AfterView(desk)
    qtbot.addWidget(view)
    view.resize(1366, 692)
    view.show()
    row = view.findChild(Label, "after.state.summary.pdf").parentWidget()
    row.set_saved(tmp_path / "Riverbend Community Schools 2026-11-18 summary.pdf")
    carry_out(desk)
    carry_out(desk)
    area = next(a for a in view.findChildren(QScrollArea) if a.isAncestorOf(row))
    assert area.horizontalScrollBar().maximum() == 0
    for button in row.findChildren(QPushButton):
        assert button.isVisible()
        assert row.rect().contains(button.geometry())
    for label in row.findChildren(Label):
        assert label.height() >= label.heightForWidth(label.width())
    theme.apply_theme(qapp, theme.load_theme("light"))
