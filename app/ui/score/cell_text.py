"""A text field of the sheet: words that are durable as they are typed and never overwritten."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.ids import HUB
from app.domain.merge import Version
from app.domain.scoring_sheet import SheetCell, words_of
from app.domain.workshop import Workshop
from app.i18n import _
from app.ui import theme
from app.ui.console.wording import clock_time
from app.ui.score.cell_writer import CellWriter
from app.ui.score.contest_box import ContestBox
from app.ui.widgets.draft_text import DraftText
from app.ui.widgets.text import Label

MOST_CHARACTERS = 20_000
"""What one field holds; longer words stay a draft until they are shortened."""


def origin_of(version: Version, workshop: Workshop, here: str = HUB, device: str = "") -> str:
    """Return where and when a version was written, on the workshop's wall clock.

    ``here`` is the station that shows it; ``device`` is what the other one is called, if known.
    """
    place = _("this laptop") if version.station == here else device or _("another device")
    if version.station == HUB != here:
        place = _("the facilitator’s laptop")
    try:
        moment = datetime.fromisoformat(version.at)
    except ValueError:
        return place
    return _("{place}, {time}").format(place=place, time=clock_time(workshop, moment))


def _as_text(text: str) -> Any:
    return text if text.strip() else None


class CellText(QWidget):
    """A label, the versions where there are several, and the field.

    The entry made here supersedes what was shown when the typing began, never something that
    arrived meanwhile: that then stands beside it, for people to settle.
    """

    def __init__(
        self,
        writer: CellWriter,
        label: str,
        placeholder: str,
        name: str = "",
        least_lines: int = 2,
        make_value: Callable[[str], Any] = _as_text,
        role: str = "strong",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._writer, self._make_value = writer, make_value
        self._cell: SheetCell | None = None
        self._base: tuple[str, ...] = ()
        self._typing = False
        self._label = Label(label, role=role)
        hint = _("Two versions were written. Choose one, or write below what holds.")
        self._contest = ContestBox(hint)
        self._contest.chosen.connect(self._on_contest_chosen)
        self.field = DraftText(placeholder, name or label, least_lines=least_lines, most_lines=12)
        self._label.setBuddy(self.field)
        self.field.typed.connect(self._on_field_typed)
        self.field.settled.connect(self._on_field_settled)
        self.field.installEventFilter(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.scaled(5))
        for widget in (self._label, self._contest, self.field):
            column.addWidget(widget)
        self._label.setVisible(bool(label))

    def show_cell(self, cell: SheetCell) -> None:
        """Show a cell; what is being typed stays, and so does what is on its way."""
        first = self._cell is None or self._cell.key != cell.key
        self._cell = cell
        versions = cell.state.versions if cell.contested else ()
        told = [
            (words_of(v.value), origin_of(v, cell.workshop, self._writer.here)) for v in versions
        ]
        self._contest.show_versions(told)
        if first:
            self._begin(cell)
        elif self._is_at_rest(cell) and self.field.offer_text(cell.text):
            self._base = cell.tips

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Catch up with others once the field is left."""
        if event.type() == QEvent.Type.FocusOut:
            QTimer.singleShot(0, self, self._catch_up)
        return super().eventFilter(watched, event)

    def _is_at_rest(self, cell: SheetCell) -> bool:
        """Tell whether nothing typed here waits to be written or to come back."""
        held = len(self.field.text()) > MOST_CHARACTERS
        waiting = self.field.has_unsettled() or held
        return not waiting and self._writer.on_way(cell) is None

    def _begin(self, cell: SheetCell) -> None:
        """Show a cell for the first time: words on their way, then a draft, then what stands."""
        self.field.set_text(words_of(self._writer.value(cell)))
        self._base = self._writer.tips(cell)
        draft = cell.draft
        if draft is None or self._writer.on_way(cell) or draft.text == self.field.text():
            return
        self._base = draft.based_on
        # As if typed again, so that it becomes an entry in the usual way.
        cursor = self.field.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(draft.text)

    def _catch_up(self) -> None:
        if self._cell is not None:
            self.show_cell(self._cell)

    def _on_field_typed(self, text: str) -> None:
        if self._cell is None:
            return
        if not self._typing:
            self._typing = True
            # What was pressed here just before (not to score) is superseded as well.
            self._base = tuple(sorted({*self._base, *self._writer.own(self._cell)}))
        self._writer.keep(self._cell.key, text, self._base)
        self._writer.too_long.emit(len(text) > MOST_CHARACTERS)

    def _on_field_settled(self, text: str) -> None:
        cell = self._cell
        if cell is None or len(text) > MOST_CHARACTERS:
            return
        self._typing = False
        value = self._make_value(text)
        if value == self._writer.value(cell) and not cell.contested:
            self._writer.settle(cell.key, None)
            return
        entry_id = self._writer.write_words(cell, value, self._base)
        # The old tips stay named: should the entry be refused, they are still superseded later.
        self._base = tuple(sorted({*self._base, entry_id}))

    def _on_contest_chosen(self, place: int) -> None:
        cell = self._cell
        if cell is None or place >= len(cell.state.versions):
            return
        value = cell.state.versions[place].value
        self.field.set_text(words_of(value))
        tips = self._writer.tips(cell)
        self._base = tuple(sorted({*tips, self._writer.write_words(cell, value, tips)}))
        self._contest.show_versions([])
