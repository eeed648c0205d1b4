"""The page for scoring on the facilitator's laptop: any group, any dimension, or paper sheets."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.domain.cells import ConfirmScores
from app.domain.commands import Command
from app.domain.errors import UserError
from app.domain.scoring_sheet import ScoringSheet, sheet, sheets
from app.domain.seating import Group
from app.domain.text import say
from app.i18n import _
from app.ui import theme
from app.ui.by_hand.code_page import CodePage
from app.ui.console.pieces import scrolled
from app.ui.desk import Desk, WorkshopView
from app.ui.group_words import group_title
from app.ui.score.confirm_page import ConfirmPage
from app.ui.score.dimension_row import dimension_row
from app.ui.score.grid_view import GridView
from app.ui.score.group_word import GroupWord
from app.ui.score.saving import SavingWatch
from app.ui.score.sheet_view import ScoringSheetWidget
from app.ui.score.whole_pages import WholePages
from app.ui.widgets.button import Button
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.hover_words import as_typed
from app.ui.widgets.opening_scroll import OpeningScroll
from app.ui.widgets.scroll_page import fill
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.sidebar_list import SidebarList
from app.ui.widgets.spoken_role import name_box
from app.ui.widgets.still_fields import DropDown
from app.ui.widgets.text import Label

SHEET, PAPER, CODE, CONFIRM, EMPTY = "sheet", "paper", "code", "confirm", "empty"
_SIDE_WIDTH = 268

LOW = 340
"""Below this height, at 100 %, headings give up their place: everything scrolls together."""


class ScoreView(WorkshopView):
    """A group's dimensions at the side; the sheet, the paper grid or the confirmation beside."""

    TABLES = (
        "workshop", "frameworks", "seatings", "groups", "cells", "group_states", "data_needs",
    )  # fmt: skip

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Show the first group's first dimension."""
        super().__init__(desk, parent)
        self.setObjectName("score")
        self._group_id = ""
        self._dimension_id = ""
        self._extra: dict[str, tuple[str, ...]] = {}
        self._watch = SavingWatch(desk.operations, self)
        self._build_pages()
        self._side = self._build_side()
        page = QWidget()
        self._parts = QHBoxLayout(page)
        self._parts.setContentsMargins(0, 0, 0, 0)
        self._parts.setSpacing(0)
        self._parts.addWidget(self._side)
        self._parts.addWidget(self._stack, 1)
        fill(self, scrolled(page))
        self._watch.status_changed.connect(self._sheet.set_status)
        self._watch.tell()
        desk.operations.refused.connect(self._on_operations_refused)
        self.refresh()

    def open_group(self, group_id: str) -> None:
        """Show a group's sheet."""
        if self.snapshot.group(group_id) is not None:
            self._group_id, self._dimension_id = group_id, ""
            self._show(SHEET)
            self.refresh()

    @property
    def section(self) -> str:
        """Return the group, the dimension of its sheet, and "paper" where the grid is shown."""
        shown = PAPER if self._stack.currentWidget() is self._grid else ""
        return f"{self._group_id}/{self._dimension_id}/{shown}".rstrip("/")

    def open_detail(self, detail: str) -> None:
        """Show a group, ``group/dimension``, or what :attr:`section` returned."""
        group_id, dimension_id, shown, *_rest = (*detail.split("/"), "", "")
        self.open_group(group_id)
        if dimension_id:
            self.open_dimension(dimension_id)
        if shown == PAPER:
            self._show(PAPER)

    def open_dimension(self, dimension_id: str) -> None:
        """Show the present group's sheet for a dimension, whether it was assigned or not."""
        known = {dimension.id for dimension in self.snapshot.framework.dimensions}
        if dimension_id not in known:
            return
        self._dimension_id = dimension_id
        if dimension_id not in [s.dimension_id for s in self._group_sheets()]:
            self._extra[self._group_id] = (*self._extra.get(self._group_id, ()), dimension_id)
        self._show(SHEET)
        self.refresh()

    def refresh(self) -> None:
        """Read the snapshot again; typing, focus and scroll positions stay."""
        groups = self.snapshot.groups
        if self.snapshot.group(self._group_id) is None:
            self._group_id = groups[0].id if groups else ""
        self._fill_groups(groups)
        self._side.setVisible(bool(groups))
        if not groups:
            self._stack.setCurrentWidget(self._empty)
            return
        if self._stack.currentWidget() is self._empty:
            self._stack.setCurrentWidget(self._sheet)
        found = self._group_sheets()
        ids = [one.dimension_id for one in found]
        if self._dimension_id not in ids:
            self._dimension_id = next((s.dimension_id for s in found if s.answered < 2), "")
            self._dimension_id = self._dimension_id or (ids[0] if ids else "")
        self._list.set_rows([dimension_row(one) for one in found])
        self._list.select(self._dimension_id)
        self._list.setVisible(bool(found))
        self._none.setVisible(not found)
        self._word.show_state(self.snapshot.group_state(self._group_id))
        self._other.setVisible(len(ids) < len(self.snapshot.framework.dimensions))
        shown = next((s for s in found if s.dimension_id == self._dimension_id), None)
        self._sheet.setEnabled(shown is not None)
        if shown is not None:
            self._sheet.show_sheet(shown)
        if self._stack.currentWidget() is self._confirm:
            self._confirm.show_sheets(found)
        self._grid.show_snapshot(self.snapshot, self.desk.language, self._group_id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the side its share and no more; where it is low, let the page scroll as a whole."""
        super().resizeEvent(event)
        self._side.setFixedWidth(min(theme.scaled(_SIDE_WIDTH), round(self.width() * 0.3)))
        low = self.height() < theme.scaled(LOW)
        for piece in (self._side, self._sheet, self._confirm, self._grid, self._code):
            piece.set_opened(low)
        top = Qt.AlignmentFlag.AlignTop
        self._parts.setAlignment(self._side, top if low else Qt.AlignmentFlag(0))

    def _build_pages(self) -> None:
        self._sheet = ScoringSheetWidget(self.desk.submit, self.desk.keep_draft, self.desk.settle)
        self._sheet.edited.connect(self._watch.note_edit)
        self._sheet.too_long.connect(self._watch.note_too_long)
        self._confirm = ConfirmPage()
        self._confirm.confirmed.connect(self._on_confirm_confirmed)
        self._confirm.dimension_requested.connect(self.open_dimension)
        self._grid = GridView(self._sheet.writer)
        self._grid.group_chosen.connect(self._on_grid_group_chosen)
        self._watch.status_changed.connect(self._grid.set_status)
        self._code = CodePage(self.desk)
        self._code.codes.taken.connect(self._on_grid_group_chosen)
        self._empty = EmptyState(
            "users-round",
            _("No groups yet"),
            _("Make groups and give each one or two dimensions; then they can score."),
            (("prepare", _("Go to groups")),),
        )
        self._empty.setContentsMargins(theme.scaled(40), 0, theme.scaled(40), 0)
        self._empty.action_requested.connect(
            lambda _id: self.desk.page_requested.emit("prepare:groups")
        )
        self._stack = WholePages()
        for widget in (self._sheet, self._grid, self._code, self._confirm, self._empty):
            self._stack.addWidget(widget)

    def _build_side(self) -> OpeningScroll:
        inner = QWidget()
        inner.setProperty("role", "raised")
        self._mode = Segmented(
            [(SHEET, _("Sheet")), (PAPER, _("Paper grid"))], SHEET, _("How to enter scores")
        )
        self._mode.setObjectName("score.mode")
        self._mode.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._mode.chosen.connect(self._show)
        self._groups = DropDown()
        self._groups.setObjectName("score.group")
        name_box(self._groups, _("Group"))
        self._groups.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._groups.activated.connect(self._on_groups_activated)
        self._list = SidebarList(_("Dimensions of this group"), marks=False)
        self._list.setObjectName("score.dimensions")
        self._list.section_chosen.connect(self._on_list_section_chosen)
        self._none = Label(_("This group has no dimension yet. Choose one below."), role="quiet")
        self._other = Button(_("Another dimension…"), kind="quiet", icon_name="plus")
        self._other.setObjectName("score.other")
        self._other.clicked.connect(self._open_menu)
        self._type_code = Button(_("Type a code…"), kind="quiet", icon_name="keyboard")
        self._type_code.setObjectName("score.code")
        self._type_code.clicked.connect(lambda: self._show(CODE))
        self._word = GroupWord()
        self._word.said.connect(self.desk.submit)
        self._word.confirmation_requested.connect(lambda: self._show(CONFIRM))
        column = QVBoxLayout(inner)
        pad = theme.scaled(14)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(theme.scaled(10))
        for widget in (self._mode, self._groups, self._list, self._none, self._other):
            column.addWidget(widget)
        column.addWidget(self._type_code)
        column.addStretch(1)
        column.addWidget(self._word)
        scroll = OpeningScroll()
        scroll.setWidget(inner)
        return scroll

    def _group_sheets(self) -> tuple[ScoringSheet, ...]:
        found = sheets(self.snapshot, self._group_id, self.desk.language)
        ids = {one.dimension_id for one in found}
        known = {dimension.id for dimension in self.snapshot.framework.dimensions}
        extra = tuple(
            sheet(self.snapshot, self._group_id, dimension_id, self.desk.language)
            for dimension_id in self._extra.get(self._group_id, ())
            if dimension_id not in ids and dimension_id in known
        )
        return found + extra

    def _fill_groups(self, groups: tuple[Group, ...]) -> None:
        rows = [(group.id, self._group_title(group)) for group in groups]
        present = [
            (self._groups.itemData(i), self._groups.itemText(i))
            for i in range(self._groups.count())
        ]
        if rows != present:
            blocked = self._groups.blockSignals(True)
            self._groups.clear()
            for group_id, title in rows:
                self._groups.addItem(title, group_id)
            self._groups.blockSignals(blocked)
        self._groups.setCurrentIndex(self._groups.findData(self._group_id))
        self._groups.setToolTip(as_typed(self._groups.currentText()))

    def _group_title(self, group: Group) -> str:
        state = self.snapshot.group_state(group.id)
        title = group_title(group.label)
        if state.help_asked_at:
            return _("{group} · needs help").format(group=title)
        if state.confirmed_at:
            return _("{group} · confirmed").format(group=title)
        if state.finished_at:
            return _("{group} · finished").format(group=title)
        return title

    def _open_menu(self) -> None:
        present = {one.dimension_id for one in self._group_sheets()}
        menu = QMenu(self._other)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for dimension in self.snapshot.framework.dimensions:
            if dimension.id not in present:
                name = say(dimension.name, self.desk.language)
                title = _("{number} · {dimension}").format(number=dimension.number, dimension=name)
                action = menu.addAction(title.replace("&", "&&"))
                action.triggered.connect(
                    lambda _on=False, chosen=dimension.id: self.open_dimension(chosen)
                )
        menu.popup(self._other.mapToGlobal(self._other.rect().bottomLeft()))

    def _show(self, page: str) -> None:
        if not self.snapshot.groups:
            return
        widgets = {
            SHEET: self._sheet, PAPER: self._grid, CODE: self._code, CONFIRM: self._confirm,
        }  # fmt: skip
        self._stack.setCurrentWidget(widgets[page])
        self._mode.set_value(page if page in (SHEET, PAPER) else "")
        if page == CONFIRM:
            self._confirm.show_sheets(self._group_sheets())
        if page == PAPER:
            self._grid.take_focus()
        if page == CODE:
            self._code.codes.take_focus()

    def _on_groups_activated(self, place: int) -> None:
        self._group_id, self._dimension_id = self._groups.itemData(place), ""
        self.refresh()

    def _on_grid_group_chosen(self, group_id: str) -> None:
        if group_id and group_id != self._group_id:
            self._group_id, self._dimension_id = group_id, ""
            self.refresh()

    def _on_list_section_chosen(self, dimension_id: str) -> None:
        self.open_dimension(dimension_id)

    def _on_confirm_confirmed(self, on: bool) -> None:
        self.desk.submit(ConfirmScores(group_id=self._group_id, on=on))

    def _on_operations_refused(self, command: Command, error: UserError) -> None:
        self._sheet.forget(command)
        self._watch.note_refused(error)
