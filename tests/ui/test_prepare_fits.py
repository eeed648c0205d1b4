"""Preparing with large text: nothing is cut at the window's edge, and one sees where one is."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from app.bootstrap.sections import sections
from app.domain.people import AddPerson, Role
from app.domain.seating import AddGroup
from app.ui import theme
from app.ui.agenda.tree import AgendaTree
from app.ui.agenda.view import AgendaView
from app.ui.desk import Desk
from app.ui.groups.card import GroupCard
from app.ui.groups.quiet_field import QuietField
from app.ui.groups.view import GroupsView
from app.ui.people.model import NAME
from app.ui.people.view import PeopleTable, PeopleView
from app.ui.prepare.view import PrepareView
from app.ui.widgets.sidebar_list import SidebarList

LONG_NAME = "Wilhelmina-Konstanze Featherstonehaugh Cottonwell"


@pytest.fixture
def large_text(qapp: QApplication, desk: Desk) -> Iterator[None]:
    theme.apply_theme(qapp, theme.load_theme("light"), 2.0)
    yield
    theme.apply_theme(qapp, theme.load_theme("light"))


@pytest.mark.usefixtures("large_text")
def test_at_200_percent_every_section_fits_and_its_row_is_seen(desk: Desk, qtbot: QtBot) -> None:
    view = PrepareView(desk, sections())
    qtbot.addWidget(view)
    view.resize(1366, 690)
    view.show()
    rows = view.findChild(SidebarList, "prepare.sections")
    assert rows is not None
    for section in sections():
        view.open_section(section.section_id)
        qtbot.wait(30)
        row = rows.visualItemRect(rows.currentItem())
        assert rows.viewport().rect().contains(row), f"the row of {section.section_id} is cut"
        for area in view.findChildren(QScrollArea):
            if area.isVisible() and area.widget() is not None:
                assert area.widget().width() <= area.viewport().width(), section.section_id


def test_titles_of_the_agenda_are_read_in_full(desk: Desk, qtbot: QtBot) -> None:
    view = AgendaView(desk)
    qtbot.addWidget(view)
    view.resize(1130, 727)
    view.show()
    qtbot.wait(30)
    tree = view.findChild(AgendaTree)
    assert tree is not None
    index = tree.model().index(2, 0)
    font = QFontMetrics(theme.font("strong", theme.scaled(15)))
    words, row = str(index.data()), tree.visualRect(index)
    assert font.horizontalAdvance(words) > row.width(), "long enough to need two lines"
    assert row.height() >= 2 * font.height()


def test_a_long_name_has_the_room_that_short_schools_leave(
    desk: Desk, carry_out: Callable[..., None], qtbot: QtBot
) -> None:
    carry_out(
        desk,
        AddPerson(participant_id="p", role=Role.EDUCATOR, identity={"name": LONG_NAME}),
    )
    view = PeopleView(desk)
    qtbot.addWidget(view)
    view.resize(1130, 727)
    view.show()
    qtbot.wait(30)
    table = view.findChild(PeopleTable)
    assert table is not None
    assert table.columnWidth(NAME) >= table.sizeHintForColumn(NAME)


def test_a_group_s_long_name_ends_in_an_ellipsis_until_it_is_edited(
    desk: Desk, carry_out: Callable[..., None], qtbot: QtBot
) -> None:
    carry_out(
        desk,
        AddGroup(
            group_id="g", seating_id="scoring", label="Everybody beside the window of the hall",
            place="Table 1", position=1.0,
        ),
    )  # fmt: skip
    view = GroupsView(desk)
    qtbot.addWidget(view)
    view.resize(1130, 727)
    view.show()
    qtbot.wait(30)
    card = view.findChild(GroupCard)
    assert card is not None
    label, place = card.findChildren(QuietField)
    assert label.shown_words().endswith("…")
    assert place.shown_words() == "Table 1"
    assert place.y() > label.y(), "a long name has a line of its own"


@pytest.mark.usefixtures("large_text")
def test_with_large_text_undo_takes_no_room_from_the_parts_while_there_is_none(
    desk: Desk, carry_out: Callable[..., None], qtbot: QtBot
) -> None:
    view = PrepareView(desk, sections())
    qtbot.addWidget(view)
    undo = view.findChild(QAbstractButton, "prepare.undo")
    assert not undo.isVisibleTo(view)
    carry_out(desk, AddPerson(participant_id="p1", role=Role.EDUCATOR, identity={"name": "Ana"}))
    view.refresh()
    assert undo.isVisibleTo(view) == desk.operations.remembers
