"""What the room will see of a group, for its yes."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.domain.results import Standing
from app.domain.scoring_sheet import LensSheet, ScoringSheet, words_of
from app.i18n import _
from app.ui import theme
from app.ui.group_words import group_title
from app.ui.score.lens_section import SHAPES
from app.ui.widgets.button import Button
from app.ui.widgets.flow_layout import FlowLayout
from app.ui.widgets.lens_heading import LensHeading
from app.ui.widgets.opening_scroll import OpeningScroll
from app.ui.widgets.text import Heading, Label, Rule


def answer_words(lens: LensSheet, chose_not: bool) -> str:
    """Return a lens's answer in words, all versions of a contested one."""
    if chose_not:
        return _("Chose not to score")
    if lens.standing is Standing.NOT_YET:
        return _("Not yet scored")
    if lens.rating.contested:
        return _("Two versions, not settled yet")
    if lens.standing is Standing.CANNOT_TELL:
        return _("Cannot tell")
    level = lens.level(lens.rating.level_id)
    if level is None:
        return _("Scored")
    return _("{number}: {name}").format(number=level.position, name=level.name)


class ConfirmPage(QWidget):
    """Every dimension of a group with both answers and reasons, and "this is right".

    Signals:
        confirmed(bool): the group confirms, or takes that back.
        dimension_requested(str): go back and change a dimension.
    """

    confirmed = Signal(bool)
    dimension_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[object, ...] = ()
        self._heading = Heading(role="title")
        self._hint = Label(role="quiet")
        self._scroll = OpeningScroll()
        self._confirm = Button(kind="primary", icon_name="check")
        self._confirm.setObjectName("score.confirm.yes")
        self._confirm.clicked.connect(lambda: self.confirmed.emit(True))
        self._take_back = Button(_("Not right after all"))
        self._take_back.setObjectName("score.confirm.no")
        self._take_back.clicked.connect(lambda: self.confirmed.emit(False))
        buttons = QWidget()
        flow = FlowLayout(buttons, spacing=theme.scaled(8))
        flow.addWidget(self._confirm)
        flow.addWidget(self._take_back)
        column = QVBoxLayout(self)
        pad = theme.scaled(16)
        column.setContentsMargins(theme.scaled(24), pad, theme.scaled(12), pad)
        column.setSpacing(theme.scaled(10))
        for widget in (self._heading, self._hint):
            column.addWidget(widget)
        column.addWidget(self._scroll, 1)
        column.addWidget(buttons)

    def set_opened(self, opened: bool) -> None:
        """Stand in full height, for a page that scrolls as a whole."""
        self._scroll.set_opened(opened)

    def show_sheets(self, sheets: tuple[ScoringSheet, ...]) -> None:
        """Show a group's sheets; unchanged ones keep the scroll position."""
        if sheets == self._shown:
            return
        self._shown = sheets
        label = sheets[0].group_label if sheets else ""
        self._heading.setText(
            _("{group}: this is what the room will see").format(group=group_title(label))
        )
        missing = sum(len(s.lenses) - s.answered for s in sheets)
        contested = sum(len(s.contested) for s in sheets)
        self._hint.setText(self._hint_words(missing, contested))
        done = bool(sheets) and bool(sheets[0].state.confirmed_at)
        self._confirm.setText(_("Confirmed") if done else _("Yes, this is right"))
        self._confirm.setEnabled(bool(sheets) and not done)
        self._take_back.setVisible(done)
        place = self._scroll.verticalScrollBar().value()
        self._scroll.setWidget(self._page(sheets))
        self._scroll.verticalScrollBar().setValue(place)

    @staticmethod
    def _hint_words(missing: int, contested: int) -> str:
        if contested:
            return _("Two versions stand somewhere. Settle them first, or show the room both.")
        if missing:
            return _("Some answers are missing; the room will see them as not yet scored.")
        return _("Read it aloud to your group. Reasons are shown only when the room opens them.")

    def _page(self, sheets: tuple[ScoringSheet, ...]) -> QWidget:
        page = QWidget()
        page.setProperty("role", "page")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, theme.scaled(12), 0)
        column.setSpacing(theme.scaled(12))
        for sheet in sheets:
            column.addWidget(self._block(sheet))
            column.addWidget(Rule())
        column.addStretch(1)
        return page

    def _block(self, sheet: ScoringSheet) -> QWidget:
        block = QWidget()
        grid = QGridLayout(block)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.scaled(20))
        title = _("{number} · {dimension}").format(number=sheet.number, dimension=sheet.name)
        grid.addWidget(Heading(title), 0, 0)
        change = Button(_("Change"), kind="quiet")
        change.setObjectName(f"score.confirm.change.{sheet.dimension_id}")
        change.setAccessibleDescription(title)
        change.clicked.connect(lambda: self.dimension_requested.emit(sheet.dimension_id))
        grid.addWidget(change, 0, 1, Qt.AlignmentFlag.AlignTrailing)
        for place, lens in enumerate(sheet.lenses):
            grid.addWidget(self._answer(sheet, lens), 1, place, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(place, 1)
        if sheet.chose_not:
            said = "\n".join(words_of(v.value) for v in sheet.not_scored.state.versions)
            grid.addWidget(Label(said, role="quiet"), 2, 0, 1, 2)
        return block

    @staticmethod
    def _answer(sheet: ScoringSheet, lens: LensSheet) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.scaled(3))
        column.addWidget(LensHeading(lens.name, SHAPES[lens.lens], lens.lens.value))
        column.addWidget(Label(answer_words(lens, sheet.chose_not), role="strong"))
        if sheet.chose_not and lens.rating.state.versions:
            beside = _("Entered too, and not counted: {answer}").format(
                answer=answer_words(lens, chose_not=False)
            )
            column.addWidget(Label(beside, role="quiet"))
        for version in lens.reason.state.versions:
            column.addWidget(Label(words_of(version.value), role="quiet"))
        return box
