"""The scoring sheet: what a note-taker fills in, on the hub and on a station alike."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.commands import Command
from app.domain.ids import HUB
from app.domain.scoring_sheet import ScoringSheet
from app.i18n import _
from app.ui import theme
from app.ui.score.affected_groups import AffectedGroups
from app.ui.score.cell_text import CellText
from app.ui.score.cell_writer import CellWriter, KeepDraft, Settle, Submit
from app.ui.score.data_needs import DataNeeds
from app.ui.score.lens_section import LensSection
from app.ui.score.not_scored import NotScored
from app.ui.widgets.announcing import announce
from app.ui.widgets.opening_scroll import OpeningScroll
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.text import Heading, Label

TWO_COLUMNS_FROM = 760
"""Width in pixels at 100 % from which the sheet stands in two columns."""

STATUS_BESIDE_FROM = 560
"""Width in pixels at 100 % from which the status stands beside the title."""


class ScoringSheetWidget(QWidget):
    """Shows a ScoringSheet and writes what is done to it through the three given functions.

    ``here`` is the station that it stands on. Where the status stands elsewhere, none is set.

    Signals:
        edited(): something was typed or chosen; say how it is being saved with ``set_status``.
        too_long(bool): words do not fit an entry (they stay a draft), or do again.
    """

    edited = Signal()
    too_long = Signal(bool)

    def __init__(
        self,
        submit: Submit,
        keep_draft: KeepDraft,
        settle: Settle,
        parent: QWidget | None = None,
        here: str = HUB,
    ) -> None:
        super().__init__(parent)
        self.writer = CellWriter(submit, keep_draft, settle, self, here)
        self.writer.edited.connect(self.edited)
        self.writer.too_long.connect(self.too_long)
        self._sheet: ScoringSheet | None = None
        self._page: SheetPage | None = None
        self._title = Heading(role="title")
        self._title.setObjectName("sheet.title")
        self._vision = Label(role="quiet")
        self._status = Label(role="small")
        self._status.setObjectName("sheet.status")
        self._status.hide()
        self._status.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignTop)
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        words = QVBoxLayout()
        words.setSpacing(theme.scaled(2))
        words.addWidget(self._title)
        words.addWidget(self._vision)
        self._top.addLayout(words, 3)
        self._top.addWidget(self._status, 1)
        self._scroll = OpeningScroll()
        column = QVBoxLayout(self)
        pad = theme.scaled(16)
        column.setContentsMargins(theme.scaled(24), pad, theme.scaled(12), 0)
        column.setSpacing(theme.scaled(10))
        column.addLayout(self._top)
        column.addWidget(self._scroll, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the status beside the title, or below it where it would break into pieces."""
        super().resizeEvent(event)
        beside = self.width() >= theme.scaled(STATUS_BESIDE_FROM)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._top.setDirection(across if beside else down)
        edge = Qt.AlignmentFlag.AlignTrailing if beside else Qt.AlignmentFlag.AlignLeading
        self._status.setAlignment(edge | Qt.AlignmentFlag.AlignTop)

    def set_opened(self, opened: bool) -> None:
        """Stand in full height, for a page that scrolls as a whole."""
        self._scroll.set_opened(opened)

    def show_sheet(self, sheet: ScoringSheet) -> None:
        """Show a sheet; the same one again keeps focus, caret, scroll position and typing."""
        same = self._page is not None and self._page.fits(sheet)
        self._sheet = sheet
        self._title.setText(
            _("{number} · {dimension}").format(number=sheet.number, dimension=sheet.name)
        )
        self._vision.setText(sheet.vision)
        if same and self._page is not None:
            self._page.show_sheet(sheet)
            return
        if self._page is not None:
            # Hidden first, so that words which wait become an entry before the fields go.
            self._page.hide()
        self._page = SheetPage(self.writer, sheet)
        self._scroll.setWidget(self._page)

    @property
    def sheet(self) -> ScoringSheet | None:
        """Return the sheet shown now."""
        return self._sheet

    def set_status(self, text: str, tone: str = "") -> None:
        """Say what is known of where the words are; never more than that."""
        # That all is well is seen; what is not saved is also said.
        if text != self._status.text() and tone in ("attention", "overtime"):
            announce(self._status, text, urgent=True)
        self._status.setText(text)
        self._status.set_tone(tone)
        self._status.setVisible(bool(text))

    def forget(self, command: Command) -> None:
        """Wait no longer for an entry that was refused."""
        self.writer.forget(command)


class SheetPage(QWidget):
    """The fields of one sheet; made anew for another group, dimension, scale or language."""

    def __init__(self, writer: CellWriter, sheet: ScoringSheet) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self._sheet = sheet
        self._lenses = {
            lens.lens: LensSection(
                writer, lens, sheet.framework_version, f"sheet.{lens.lens.value}"
            )
            for lens in sheet.lenses
        }
        self._not_scored = NotScored(writer, sheet)
        self._evidence = CellText(
            writer, _("What is this based on?"), _("Numbers, pages, what people said.")
        )
        self._other_view = CellText(
            writer,
            _("Another view in the group"),
            _("Kept beside the score. No names, nothing that points to one person."),
        )
        self._evidence.field.setObjectName("sheet.evidence")
        self._other_view.field.setObjectName("sheet.other_view")
        self._affected = AffectedGroups(writer, sheet)
        self._needs = DataNeeds(writer, sheet)
        self._lay_out(sheet)
        self.show_sheet(sheet)

    def fits(self, sheet: ScoringSheet) -> bool:
        """Tell whether these fields can show ``sheet``."""
        return _frame_of(sheet) == _frame_of(self._sheet)

    def show_sheet(self, sheet: ScoringSheet) -> None:
        """Show the answers as they stand."""
        self._sheet = sheet
        for lens in sheet.lenses:
            self._lenses[lens.lens].show_lens(lens)
            self._lenses[lens.lens].picker.setEnabled(not self._not_scored.chose_not(sheet))
        self._not_scored.show_sheet(sheet)
        self._evidence.show_cell(sheet.evidence)
        self._other_view.show_cell(sheet.other_view)
        self._affected.show_sheet(sheet)
        self._needs.show_sheet(sheet)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand in one column where two would be cramped."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Arrange again with another text scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_columns"):
            self._arrange()

    def _arrange(self) -> None:
        wide = self.width() >= theme.scaled(TWO_COLUMNS_FROM)
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._columns.direction() != direction:
            self._columns.setDirection(direction)

    def _lay_out(self, sheet: ScoringSheet) -> None:
        main, side = QVBoxLayout(), QVBoxLayout()
        main.setSpacing(theme.scaled(14))
        side.setSpacing(theme.scaled(16))
        main.addWidget(self._not_scored)
        for section in self._lenses.values():
            main.addWidget(section)
        main.addWidget(self._evidence)
        main.addWidget(self._not_scored.button, 0, Qt.AlignmentFlag.AlignLeading)
        main.addStretch(1)
        side.addWidget(ReadingAid(sheet))
        for widget in (self._affected, self._other_view, self._needs):
            side.addWidget(widget)
        if sheet.mark:
            side.addWidget(Label(sheet.mark, role="small"))
        side.addStretch(1)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._columns.setContentsMargins(0, 0, theme.scaled(12), theme.scaled(16))
        self._columns.setSpacing(theme.scaled(24))
        self._columns.addLayout(main, 5)
        self._columns.addLayout(side, 2)


class ReadingAid(QWidget):
    """What to ask and what to look at, one of the two at a time."""

    def __init__(self, sheet: ScoringSheet) -> None:
        super().__init__()
        self._questions = _words_list(sheet.questions)
        self._look_fors = _words_list(("·", text) for text in sheet.look_fors)
        choice = Segmented(
            [("ask", _("Key questions")), ("look", _("What to look at"))],
            "ask",
            _("To read"),
        )
        choice.setObjectName("sheet.reading")
        choice.chosen.connect(self._on_choice_chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.scaled(8))
        for widget in (choice, self._questions, self._look_fors):
            column.addWidget(widget)
        self._look_fors.hide()

    def _on_choice_chosen(self, choice: str) -> None:
        self._questions.setVisible(choice == "ask")
        self._look_fors.setVisible(choice == "look")


def _frame_of(sheet: ScoringSheet) -> tuple[object, ...]:
    """Return what the fields were built from; when it differs they are built anew."""
    levels = tuple((lens.name, lens.levels) for lens in sheet.lenses)
    words = (sheet.language, sheet.questions, sheet.look_fors, sheet.framework_version)
    return (sheet.group_id, sheet.dimension_id, levels, *words)


def _words_list(lines: Iterable[tuple[str, str]]) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.scaled(4))
    for code, text in lines:
        row = QHBoxLayout()
        row.setSpacing(theme.scaled(8))
        lead = Label(code, role="small", wrap=False)
        row.addWidget(lead, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Label(text, role="quiet"), 1)
        column.addLayout(row)
    return box
