"""What can be done with the chosen workshop."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import _
from app.services.library import Listed
from app.ui import theme
from app.ui.home import wording
from app.ui.home.backups import BackupChooser
from app.ui.home.new_workshop import date_field, day_of
from app.ui.widgets.button import Button
from app.ui.widgets.flow_layout import FlowLayout
from app.ui.widgets.panel import Panel
from app.ui.widgets.text import Heading, Label, Rule
from app.ui.widgets.toggle import Toggle

if TYPE_CHECKING:
    from app.services.backups import Backup


class WorkshopDetails(Panel):
    """The chosen workshop: open it, or something rarer; questions open below their button.

    Signals:
        open_requested(), export_requested(bool), backups_requested(), delete_requested().
        hand_over_requested(): open it where it is handed over.
        rebuild_requested(): of a damaged workshop.
        duplicate_requested(object): the day of the copy.
        restore_requested(object): the path of a backup.
    """

    open_requested = Signal()
    duplicate_requested = Signal(object)
    export_requested = Signal(bool)
    hand_over_requested = Signal()
    backups_requested = Signal()
    restore_requested = Signal(object)
    delete_requested = Signal()
    rebuild_requested = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._today = today
        self._title = Heading()
        self._state = Label(role="body")
        self._problem = Label(tone="attention")
        self._used = Label(role="small")
        self._open = Button(_("Open"), kind="primary", icon_name="folder-open")
        self._open.setObjectName("home.open")
        self._rebuild = Button(_("Rebuild this workshop"), kind="primary", icon_name="history")
        self._rebuild.setObjectName("home.rebuild")
        for widget in (self._title, self._state, self._problem, self._used, self._open):
            self.add(widget)
        self.add(self._rebuild)
        self.add(Rule())
        self._more: dict[str, Button] = {}
        for name, label, icon_name, kind in (
            ("duplicate", _("Duplicate as next year’s"), "calendar-plus", "quiet"),
            ("export", _("Export as a file"), "file-down", "quiet"),
            ("hand_over", _("Hand over to a co-facilitator"), "send", "quiet"),
            ("restore", _("Restore a backup"), "history", "quiet"),
            ("delete", _("Delete"), "trash-2", "quiet"),
        ):
            button = Button(label, kind=kind, icon_name=icon_name)
            button.setObjectName(f"home.{name}")
            self._more[name] = button
            self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)
        self._questions = {
            "duplicate": self._duplicate_question(),
            "export": self._export_question(),
            "restore": self._restore_question(),
        }
        for name, question in self._questions.items():
            self.body.insertWidget(self.body.indexOf(self._more[name]) + 1, question)
            question.hide()
        self.body.addStretch(1)
        self.body.setSpacing(theme.scaled(6))
        self._open.clicked.connect(self.open_requested)
        self._rebuild.clicked.connect(self.rebuild_requested)
        self._more["duplicate"].clicked.connect(lambda: self._toggle("duplicate"))
        self._more["export"].clicked.connect(lambda: self._toggle("export"))
        self._more["hand_over"].clicked.connect(self.hand_over_requested)
        self._more["restore"].clicked.connect(self._on_restore_clicked)
        self._more["delete"].clicked.connect(self.delete_requested)

    def show_entry(self, entry: Listed) -> None:
        """Show another workshop; open questions close."""
        self.close_questions()
        self._title.setText(entry.district)
        parts = [wording.day_words(entry.day)] if entry.day else []
        self._state.setText("\n".join([*parts, wording.state_words(entry)]))
        self._problem.setText(str(entry.problem) if entry.problem else "")
        self._problem.setVisible(bool(entry.problem))
        self._used.setVisible(entry.last_used is not None)
        if entry.last_used is not None:
            when = wording.moment_words(entry.last_used)
            self._used.setText(_("Last changed {when}").format(when=when))
        under_way = entry.state in ("running", "paused")
        self._open.setText(_("Resume") if under_way else _("Open"))
        self._open.set_icon_name("play" if under_way else "folder-open")
        fine = not entry.problem
        rarer = (self._more[name] for name in ("duplicate", "export", "hand_over"))
        for widget in (self._open, *rarer):
            widget.setVisible(fine)
        self._rebuild.setVisible(entry.rebuildable)
        self._more["restore"].set_kind("quiet" if fine or entry.rebuildable else "primary")
        self.setAccessibleName(entry.district)

    def show_backups(self, backups: "Sequence[Backup]") -> None:
        """Answer ``backups_requested``."""
        self._chooser.show_backups(backups)
        self._toggle("restore", shown=True)

    def close_questions(self) -> None:
        """Close whatever is being asked."""
        for question in self._questions.values():
            question.hide()

    def _toggle(self, name: str, shown: bool | None = None) -> None:
        wanted = self._questions[name].isHidden() if shown is None else shown
        self.close_questions()
        self._questions[name].setVisible(wanted)
        if wanted:
            self._questions[name].setFocus()

    def _on_restore_clicked(self) -> None:
        if self._questions["restore"].isHidden():
            self.backups_requested.emit()
        else:
            self.close_questions()

    def _duplicate_question(self) -> QWidget:
        next_year = self._today.replace(year=self._today.year + 1, day=min(self._today.day, 28))
        words = Label(
            _("Agenda, norms, framework and checklist come along; people, scores and notes do not.")
        )
        field = date_field(next_year, _("Date of the copy"))
        field.setObjectName("home.duplicate.date")
        go = Button(_("Duplicate"), kind="primary")
        go.setObjectName("home.duplicate.go")
        go.clicked.connect(lambda: self.duplicate_requested.emit(day_of(field)))
        return _question(words, field, go)

    def _export_question(self) -> QWidget:
        words = Label(
            _("One file with everything but names. Wishes to sit apart never leave this laptop.")
        )
        names = Toggle(_("With people’s names"))
        names.setObjectName("home.export.names")
        go = Button(_("Choose where…"), kind="primary")
        go.setObjectName("home.export.go")
        go.clicked.connect(lambda: self.export_requested.emit(names.isChecked()))
        return _question(words, names, go)

    def _restore_question(self) -> QWidget:
        self._chooser = BackupChooser()
        self._chooser.closed.connect(self.close_questions)
        self._chooser.restore_requested.connect(self.restore_requested)
        return _question(self._chooser)


def _question(*widgets: QWidget) -> QWidget:
    """Return a box with words on top and fields flowing under them."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(theme.scaled(12), 0, 0, theme.scaled(8))
    first, *others = widgets
    column.addWidget(first)
    if others:
        row = QWidget()
        flow = FlowLayout(row, spacing=theme.scaled(8))
        for widget in others:
            flow.addWidget(widget)
        column.addWidget(row)
    return box
