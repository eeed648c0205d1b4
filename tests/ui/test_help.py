"""Help: F1 from every page says what that page is for, and the cheat card is one page of paper."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app import i18n
from app.bootstrap.program import Program
from app.bootstrap.sections import sections
from app.domain.report import BuildOptions
from app.services import library
from app.services.reports import start_build
from app.services.snapshot import load
from app.settings import Settings, save
from app.steady import SimulatedClock
from app.ui.actions import ACTIONS
from app.ui.help.card import cheat_card
from app.ui.help.places import about, places
from app.ui.help.topics import topics
from app.ui.main_window import PAGES
from app.ui.widgets.banner import Banner
from app.ui.widgets.text import Label
from tests import day_data
from tests.workshops import NOON


@pytest.fixture
def program(qapp: QApplication, qtbot: QtBot, data_dir: Path) -> Iterator[Program]:
    """Return the program on Home."""
    save(data_dir, Settings(language="en", theme="light", reduced_motion=True))
    made = Program(qapp, data_dir, SimulatedClock(NOON))
    made.window.show()
    made.show_home()
    made.window.activateWindow()
    qtbot.waitUntil(made.window.isActiveWindow)
    yield made
    made.quit()
    made.window.close()
    made.window.deleteLater()
    made.deleteLater()
    qapp.processEvents()


def _press(qtbot: QtBot, program: Program, key: Qt.Key) -> None:
    window = program.window

    def in_front() -> bool:
        window.activateWindow()
        return window.isActiveWindow()

    qtbot.waitUntil(in_front)
    qtbot.keyClick(QApplication.focusWidget() or window, key)
    QApplication.processEvents()


def _said(program: Program) -> set[str]:
    return {label.text() for label in program.window.findChildren(Label) if label.isVisible()}


def test_f1_says_what_every_page_is_for_and_goes_back(qtbot: QtBot, program: Program) -> None:
    path = library.create_workshop(program.data_dir, district="R", day=NOON.date(), now=NOON)
    program.open_workshop(path, page="prepare")
    asked = [f"prepare:{each.section_id}" for each in sections()]
    asked += [page for page, _label in PAGES if page != "prepare"]
    for place in asked:
        program.window.show_page(place)
        program.window.setFocus()
        _press(qtbot, program, Qt.Key.Key_F1)
        assert program.window.current_page == "help"
        assert about(place)[1] in _said(program), place
        _press(qtbot, program, Qt.Key.Key_F1)
        assert program.window.current_page == place.partition(":")[0]
    assert {"home", *asked} == set(places()), "no page is forgotten"
    _press(qtbot, program, Qt.Key.Key_F1)
    _press(qtbot, program, Qt.Key.Key_Escape)
    assert program.window.current_page == "after"


def test_f1_on_home(qtbot: QtBot, program: Program) -> None:
    _press(qtbot, program, Qt.Key.Key_F1)
    assert about("home")[1] in _said(program)
    _press(qtbot, program, Qt.Key.Key_Escape)
    assert about("home")[1] not in _said(program)
    assert program.window.current_page == "home"


def test_the_card_is_built_from_help(qtbot: QtBot, program: Program) -> None:
    path = library.create_workshop(program.data_dir, district="R", day=NOON.date(), now=NOON)
    program.open_workshop(path, page="console")
    program.window.show_help()
    program.window.findChild(QPushButton, "help.card").click()
    banner = program.window.findChild(Banner, "help.banner")
    qtbot.waitUntil(banner.isVisible)
    (made,) = (program.data_dir / "exports").glob("*-cheat-card.pdf")
    assert made.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(("paper", "height"), [("letter", 792), ("a4", 842)])
def test_the_card_is_one_page_with_every_key(
    qapp: QApplication, tmp_path: Path, language: str, paper: str, height: int
) -> None:
    database = day_data.full_day(tmp_path / "day.eqw")
    snapshot = load(database)
    database.close()
    options = BuildOptions(paper=paper, card=cheat_card(language))
    target = tmp_path / "card.pdf"
    with start_build(
        snapshot, "cheat-card.pdf", target, now=day_data.END, language=language, options=options
    ) as build:
        build.wait()
    (page,) = PdfReader(io.BytesIO(target.read_bytes())).pages
    assert round(float(page.mediabox.height)) == height
    text = " ".join(page.extract_text().split())
    words = i18n.translator(language)
    for each in ACTIONS:
        if each.keys:
            assert words(each.label) in text, each.action_id
    assert words("Page Down") in text


def test_help_quotes_only_what_stands_on_the_screen() -> None:
    """Before and after "…" the quoted words are those of some button or title."""
    said = [answer for _question, answer in topics(str)] + [about(place)[1] for place in places()]
    messages = [str(one.id) for one in _catalogue()]
    for words in said:
        for quoted in re.findall("“([^”]+)”", words):
            parts = [re.escape(part.strip()) for part in quoted.split("…")]
            shape = re.compile(r"\W*" + ".*".join(parts) + r"\W*( .*)?", re.IGNORECASE)
            on_screen = any(len(m) < 60 and shape.fullmatch(m) for m in messages)
            assert on_screen or quoted == "extend", quoted


def _catalogue() -> Catalog:
    with (Path(__file__).parents[2] / "resources/i18n/es.po").open("rb") as file:
        return read_po(file, locale="es")
