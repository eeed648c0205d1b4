"""The group's notes to the prompt that is on: they go to the facilitator's tray."""

from PySide6.QtWidgets import QWidget

from app.domain.cells import words_key
from app.domain.ids import new_id
from app.domain.leftover_drafts import new_note_key
from app.domain.notes import AddNote
from app.domain.scoring_sheet import sheet_cell
from app.domain.snapshot import Snapshot
from app.i18n import _
from app.ui.score.cell_text import CellText
from app.ui.score.cell_writer import CellWriter
from app.ui.score.word_rows import WordRows
from app.ui.widgets.scroll_page import ScrollPage, fill
from app.ui.widgets.text import Heading, Label


class GroupNotes(QWidget):
    """The prompt, what the group wrote to it, and a field for one more note."""

    def __init__(self, writer: CellWriter) -> None:
        super().__init__()
        self._writer = writer
        self._place = ("", "")
        self._prompt = Heading(role="title")
        self._lead = Label(
            _("They go to the facilitator, who decides what comes onto the wall. No names."),
            role="quiet",
        )
        self._rows: WordRows | None = None
        self._page = ScrollPage()
        self._page.column.addWidget(self._prompt)
        self._page.column.addWidget(self._lead)
        self._page.column.addStretch(1)
        fill(self, self._page)

    def show_prompt(self, snapshot: Snapshot, group_id: str, prompt_id: str, prompt: str) -> None:
        """Show the notes of a group to a prompt; the same ones again keep what is being typed."""
        self._prompt.setText(prompt or _("Notes to the prompt"))
        if self._place != (group_id, prompt_id) or self._rows is None:
            self._begin(snapshot, group_id, prompt_id)
        if self._rows is None:
            return
        cells = {
            note.id: sheet_cell(snapshot, words_key(note.id))
            for note in snapshot.notes
            if (note.group_id, note.prompt_id) == self._place
            and not snapshot.is_withdrawn(words_key(note.id))
        }
        rows = self._rows.show_rows(cells, lambda _id: self._row())
        for number, (note_id, row) in enumerate(rows.items(), 1):
            if isinstance(row, CellText):
                row.field.setAccessibleName(_("Note {n}").format(n=number))
                row.show_cell(cells[note_id])

    @property
    def is_typed(self) -> bool:
        """Tell whether somebody is in the middle of words here."""
        return self._rows is not None and self._rows.is_typed

    def _row(self) -> CellText:
        return CellText(self._writer, "", "", _("Note"), least_lines=1)

    def _begin(self, snapshot: Snapshot, group_id: str, prompt_id: str) -> None:
        """Have rows for another prompt; hidden first, so that words which wait become a note."""
        had_focus = self._rows is not None and self._rows.isAncestorOf(self.focusWidget())
        if self._rows is not None:
            self._rows.hide()
            self._page.column.removeWidget(self._rows)
            self._rows.deleteLater()
        self._place = (group_id, prompt_id)
        key = new_note_key(group_id, prompt_id)
        rows = WordRows(_("Add a note, then Enter"), _("New note"), least_lines=2)
        rows.new.setObjectName("station.note.new")
        rows.take_draft(snapshot.draft(key))
        rows.typed.connect(lambda text: self._writer.keep(key, text))
        rows.entered.connect(
            lambda text: self._writer.settle(
                key,
                AddNote(note_id=new_id(), group_id=group_id, prompt_id=prompt_id, text=text),
            )
        )
        self._rows = rows
        self._page.column.insertWidget(2, rows)
        if had_focus:
            rows.new.setFocus()
