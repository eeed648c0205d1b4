"""The page of a file on its way in; what is in the file is the business of who derives from it."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.domain.errors import UserError
from app.domain.giving_up import GivenUpError, Tell
from app.domain.importing import Problem, RawTable, TableNote
from app.i18n import _, _n
from app.ui.desk import Desk
from app.ui.importing.column_mapping import ColumnMapping
from app.ui.importing.for_all import AskOneAgain
from app.ui.importing.questions import Questions
from app.ui.prepare.side_by_side import SideBySide, button_row
from app.ui.under_way import OnDone, UnderWay
from app.ui.widgets.banner import Banner
from app.ui.widgets.button import Button
from app.ui.widgets.panel import Panel
from app.ui.widgets.scroll_page import ScrollPage, fill
from app.ui.widgets.text import Heading, Label

_NARROW = 620
"""Pixels at 100 % below which the buttons stand under the title."""


class ImportPage(QWidget):
    """Reads a file off the window's thread and shows what it would bring, until ``go`` is pressed.

    It is given how a file is read, its own panels and how a preview is made; it tells with signals
    when there is something to do. ``answers`` and the table are kept here.

    Attributes:
        table: the file as read, or None.
        other: what was read where it is no table yet, or None.
        answers: answers to questions, by their key.
        go: the button that takes in what was previewed.
        most_at_once: a preview of more rows than this is made off the window's thread.

    Signals:
        table_read(RawTable): a file was read; what was chosen for another one counts no more.
        previewed(object): a preview was made and is to be shown.
        closed(): nothing is to be imported.
    """

    table_read = Signal(object)
    previewed = Signal(object)
    closed = Signal()

    most_at_once = 400

    HELD: ClassVar[tuple[str, ...]] = (
        "table", "other", "answers", "_settled", "_asked_again", "_reading",
    )  # fmt: skip
    """What goes on on a page made anew; who derives from this adds its own choices."""

    def __init__(
        self,
        desk: Desk,
        icon_name: str,
        read_path: Callable[[Path], RawTable],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.desk = desk
        self._read_path = read_path
        self.table: RawTable | None = None
        self.other: object = None
        self.answers: dict[str, str] = {}
        self._reading: tuple[Callable[[], str], Callable[[Tell], object]] | None = None
        self._work = UnderWay("import.work", own_button=False)
        self._title = Heading(role="title")
        self.go = Button(kind="primary", icon_name=icon_name)
        self.go.setObjectName("import.go")
        self._cancel = Button(_("Cancel"))
        self._cancel.setObjectName("import.cancel")
        self._banner = Banner(closable=False)
        self._banner.setObjectName("import.banner")
        self.summary = Label(role="body")
        self.summary.setObjectName("import.summary")
        self._asked = Panel()
        self._questions = Questions()
        self._again = Button(_("Ask again"), kind="quiet", icon_name="undo-2")
        self._again.setObjectName("import.again")
        self._one_again = AskOneAgain()
        self._open: dict[str, Problem] = {}
        self._settled: dict[str, Problem] = {}
        self._asked_again = ""
        self._offers: dict[str, str] = {}
        self._answering = False
        self._take_offers = Button(kind="primary", icon_name="lightbulb")
        self._take_offers.setObjectName("import.offers")
        self.columns_panel = Panel(_("What each column is"))
        self.columns = ColumnMapping()
        self._rest = Panel(_("Not taken in, and what was noticed"))
        self._rest_words = Label(role="body")
        self._rest_words.setObjectName("import.rest")

    def read_file(self, path: Path) -> None:
        """Read a file, off the window's thread, and show what it would bring."""
        self.read(lambda: path.name, lambda: self._read_path(path))

    def read(self, name: Callable[[], str], read: Callable[[], RawTable]) -> None:
        """Read something, off the window's thread; ``name`` says what people call it."""
        self.read_in_steps(name, lambda _tell: read())

    def read_in_steps(self, name: Callable[[], str], read: Callable[[Tell], object]) -> None:
        """Read something that tells how far it is; cancelling ends it at its next step."""
        self._work.drop()
        self.table, self.other, self.answers = None, None, {}
        self._open, self._settled, self._asked_again = {}, {}, ""
        self._reading = name, read
        self._begin_with(name())
        self._work.begin(_("Reading the file"), read, self._on_read)

    def in_hand(self) -> dict[str, Any]:
        """Return what is being read, or was read, chosen and answered; nothing if it failed."""
        begun = self._work.busy or self.table is not None or self.other is not None
        return {name: getattr(self, name) for name in self.HELD} if begun else {}

    def take_up(self, held: dict[str, Any]) -> None:
        """Go on where a page was that this one replaces, in other words, colors or sizes."""
        for each in self.HELD:
            setattr(self, each, held[each])
        if self._reading is None:
            return
        name, read = self._reading
        if self.table is None and self.other is None:
            self.read_in_steps(name, read)
            return
        self._begin_with(name())
        if self.table is None:
            self.show_other(self.other)
        else:
            self.show_table(self.table)
            self.preview()

    def show_table(self, table: RawTable) -> None:
        """Show what is known of a table before anything is chosen."""

    def _begin_with(self, name: str) -> None:
        self._title.setText(_("Import from {name}").format(name=name))
        self._banner.hide()
        self._show_parts(False)

    def show_other(self, _found: object) -> None:
        """Show what was read where it is no table yet."""

    def preview(self) -> None:
        """Work out what would be imported, with the choices and answers so far."""
        table = self.table
        if table is None:
            return
        self._work.drop()
        find = self._finder()
        if len(table.rows) > self.most_at_once:
            self.go.setEnabled(False)
            self._begin_finding(find, self._on_previewed)
            return
        try:
            self._on_previewed(find(), None)
        except UserError as error:
            self._on_previewed(None, error)

    def _begin_finding(self, find: Callable[[], Any], on_done: OnDone) -> None:
        self._work.begin(_("Looking through the file"), lambda _tell: find(), on_done)

    def find_again(self, on_found: Callable[[Any], None]) -> None:
        """Work out once more what would be imported: something may have changed meanwhile.

        A big file keeps the window waiting no more than its preview does.
        """
        table = self.table
        if table is None or self._work.busy:
            return
        find = self._finder()
        if len(table.rows) <= self.most_at_once:
            on_found(find())
            return

        def on_done(found: object, error: object) -> None:
            if isinstance(error, UserError):
                self._say(error)
            else:
                on_found(found)

        self._begin_finding(find, on_done)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show open questions and things to know."""
        self._questions.show_problems(problems, self._asked_again)
        self._open = {each.key: each for each in problems}
        answered = [key for key in self._settled if key in self.answers and key not in self._open]
        self._settled = {key: self._settled[key] for key in answered}
        self._one_again.show_answered(self._settled, self.answers)
        self._again.setVisible(bool(self.answers))
        self._offers = {each.key: each.offered for each in problems if each.offered}
        count = len(self._offers)
        self._take_offers.setVisible(count > 1)
        words = _n("Take the {n} suggestion", "Take all {n} suggestions", count)
        self._take_offers.setText(words.format(n=count))
        self._asked.setVisible(bool(problems) or bool(self.answers))
        blocking = sum(problem.blocking for problem in problems)
        words = _n("{n} question first", "{n} questions first", blocking).format(n=blocking)
        if not problems:
            given = len(self.answers)
            words = _n("{n} question answered", "{n} questions answered", given).format(n=given)
        elif not blocking:
            words = _("Good to know")
        self._asked.set_title(words)

    def show_rest(self, lines: Sequence[str], notes: Sequence[TableNote]) -> None:
        """Show what stays out, and what reading the file changed."""
        noted = [
            _("Row {row}: {message}").format(row=note.row, message=note.message)
            if note.row
            else note.message
            for note in notes
        ]
        self._rest_words.setText("\n".join([*lines, *noted]))
        self._rest.setVisible(bool(lines) or bool(noted))

    def lay_out(
        self,
        panels: Sequence[QWidget],
        finder: Callable[[], Callable[[], object]],
        before: Sequence[QWidget] = (),
    ) -> None:
        """Put the parts together, ``panels`` in their midst.

        ``before`` stands above them and is shown and hidden by who derives from this.

        ``finder`` gathers what was chosen and returns a function that makes the preview of it,
        which may run on another thread.
        """
        self._panels, self._finder = tuple(panels), finder
        top = SideBySide(_NARROW)
        top.add(self._title, 1)
        top.add(button_row(self._cancel, self.go), 0)
        self._asked.add(self._questions)
        self._asked.add(self._one_again)
        self._asked.add_action(self._take_offers)
        self._asked.add_action(self._again)
        self.columns_panel.add(self.columns)
        self._rest.add(self._rest_words)
        page = ScrollPage(spacing=12)
        page.column.addWidget(top)
        parts = (self._banner, self._work, *before, self.summary, self._asked)
        for widget in (*parts, *self._panels, self.columns_panel, self._rest):
            page.column.addWidget(widget)
        page.column.addStretch(1)
        fill(self, page)
        self._questions.answered.connect(self._on_question_answered)
        self._questions.answered_for_all.connect(self._on_questions_answered_for_all)
        self._one_again.asked.connect(self._on_one_again_asked)
        self._take_offers.clicked.connect(self._on_take_offers_clicked)
        self._again.clicked.connect(self._on_again_clicked)
        self._cancel.clicked.connect(self._on_cancel_clicked)

    def _on_read(self, table: object, error: object) -> None:
        if isinstance(error, GivenUpError):
            return
        if isinstance(error, UserError):
            self._say(error)
        elif not isinstance(table, RawTable):
            self.other = table
            self.show_other(table)
        else:
            self.table = table
            self.show_table(table)
            self.table_read.emit(table)
            self.preview()

    def _on_previewed(self, found: object, error: object) -> None:
        if isinstance(error, UserError):
            self._say(error)
        elif self.table is not None:
            self._show_parts(True)
            self.previewed.emit(found)
            self._go_on()

    def _go_on(self) -> None:
        """After an answer, have the keys, and with them the page, at what comes next.

        The button that was pressed is gone, and Qt would go on to whatever stood after it.
        """
        if self._answering:
            self._answering = False
            if self._asked_again and self._questions.take_focus():
                return
            if self.go.isEnabled() or not self._questions.take_focus():
                # Where nothing is left to import, leaving is what comes next.
                following = self.go if self.go.isEnabled() else self._cancel
                following.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_parts(self, shown: bool) -> None:
        for widget in (self.summary, self.columns_panel, self.go, *self._panels):
            widget.setVisible(shown)
        if not shown:
            self._asked.hide()
            self._rest.hide()

    def _say(self, error: UserError) -> None:
        self._show_parts(False)
        self._banner.show_error(error)

    def _on_question_answered(self, key: str, answer: str) -> None:
        self._answer({**self.answers, key: answer})

    def _on_questions_answered_for_all(self, answers: dict[str, str]) -> None:
        self._answer(self.answers | answers)

    def _on_one_again_asked(self, key: str) -> None:
        answers = {each: answer for each, answer in self.answers.items() if each != key}
        self._answer(answers, asked_again=key)

    def _on_take_offers_clicked(self) -> None:
        self._answer(self.answers | self._offers)

    def _on_again_clicked(self) -> None:
        self._answer({})

    def _answer(self, answers: dict[str, str], asked_again: str = "") -> None:
        self._settled |= {key: self._open[key] for key in answers if key in self._open}
        self.answers, self._asked_again = answers, asked_again
        self._answering = True
        self.preview()

    def _on_cancel_clicked(self) -> None:
        self._work.drop()
        self.table = self.other = None
        self.closed.emit()
