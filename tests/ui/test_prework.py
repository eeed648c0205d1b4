"""Invite and survey: words ready to copy or save, forms to send, and who is missing."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLabel, QPlainTextEdit
from pytestqt.qtbot import QtBot

from app.domain.people import AddPerson, Role
from app.domain.workshop import EditDetails
from app.ui.desk import Desk
from app.ui.prepare.missing_people import MissingPeople
from app.ui.prepare.prework import PreworkView
from app.ui.widgets.banner import Banner
from app.ui.widgets.segmented import Segmented
from tests.ui.prepare_hands import Hands


@pytest.fixture
def prework(desk: Desk, qtbot: QtBot) -> Hands:
    view = PreworkView(desk)
    qtbot.addWidget(view)
    view.resize(1110, 716)
    view.show()
    return Hands(desk, view)


def words(hands: Hands) -> str:
    return hands.find("prepare.prework.text", QPlainTextEdit).toPlainText()


def choose(hands: Hands, name: str, value: str) -> None:
    chosen = hands.find(f"prepare.prework.{name}", Segmented)
    chosen.set_value(value)
    chosen.chosen.emit(value)


def test_each_text_is_there_in_both_languages_and_can_be_copied(prework: Hands) -> None:
    seen = set()
    for kind in ("invitation", "survey", "reading"):
        for language in ("en", "es"):
            choose(prework, "kind", kind)
            choose(prework, "language", language)
            seen.add(words(prework))
            assert ("Asunto" in words(prework)) == (language == "es")
    assert len(seen) == 6
    prework.press("prepare.prework.copy")
    assert QGuiApplication.clipboard().text() == words(prework)


def test_a_text_follows_the_workshops_details(prework: Hands) -> None:
    assert "[place]" in words(prework)
    prework.desk.submit(EditDetails(values={"place": "Town library"}))
    prework.saved()
    assert "Where: Town library" in words(prework)


@pytest.mark.parametrize(
    ("button", "name", "begin"),
    [
        ("prepare.prework.save", "letter.txt", b"\xef\xbb\xbfSubject"),
        ("prepare.prework.form.html", "survey.html", b"<!DOCTYPE html>"),
        ("prepare.prework.form.xlsx", "survey.xlsx", b"PK"),
    ],
)
def test_a_file_is_saved_where_somebody_wants_it_noted_and_told_where_it_was_asked_for(
    prework: Hands, qtbot: QtBot, tmp_path: Path, button: str, name: str, begin: bytes
) -> None:
    page = prework.view
    assert isinstance(page, PreworkView)
    page.resize(1110, 400)
    page.area.ensureWidgetVisible(prework.find(button))
    prework.press(button)
    dialog = prework.view.findChild(QFileDialog, "import.dialog")
    assert not dialog.isModal()
    dialog.fileSelected.emit(str(tmp_path / name))
    dialog.close()
    banner = prework.find("prepare.prework.banner", Banner)
    qtbot.waitUntil(lambda: banner.visibleRegion().boundingRect() == banner.rect())
    asked, told = prework.find(button), banner.mapTo(prework.view, QPoint())
    assert told.y() - asked.mapTo(prework.view, QPoint()).y() < 2 * banner.height()
    assert (tmp_path / name).read_bytes().startswith(begin)


def test_a_folder_that_takes_nothing_is_told_in_three_sentences(
    prework: Hands, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("no folder", "utf-8")
    view = prework.view
    assert isinstance(view, PreworkView)
    view.save(tmp_path / "file" / "survey.html", b"x")
    banner = prework.find("prepare.prework.banner", Banner)
    qtbot.waitUntil(banner.isVisible)
    said = " ".join(label.text() for label in banner.findChildren(QLabel))
    assert "The workshop itself is saved and unchanged." in said


def test_who_is_missing_is_told_from_peoples_own_words(prework: Hands) -> None:
    def lines() -> list[str]:
        found = prework.find("prepare.missing", MissingPeople)
        return [label.text() for label in found.findChildren(QLabel)]

    assert "Nobody is on the list yet." in lines()
    for number, (role, title) in enumerate(
        [(Role.PRACTITIONER, "Superintendent"), (Role.PRACTITIONER, "Data analyst"),
         (Role.EDUCATOR, "Math teacher"), (Role.ADVOCATE, "Parent of two")]
    ):  # fmt: skip
        identity = {"name": f"Person {number}", "title": title}
        prework.desk.submit(
            AddPerson(participant_id=f"p{number}", role=role, identity=dict(identity))
        )
    prework.saved()
    said = lines()
    assert "The superintendent or a deputy: 1 person" in said
    assert "Families: 1 person" in said
    assert "Students: nobody yet" in said
    assert "Leads for content areas: nobody yet" in said
    balance = prework.find("prepare.missing.balance", QLabel).text()
    assert "1 more advocate would balance the practitioners." in balance
