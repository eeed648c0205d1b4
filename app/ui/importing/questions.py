"""Open questions about a file, each with its row and its possible answers."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.domain.importing import Choice, Problem
from app.i18n import _, _n
from app.ui import theme
from app.ui.importing.for_all import ForAll, alike_questions
from app.ui.widgets.button import Button
from app.ui.widgets.flow_box import FlowBox
from app.ui.widgets.hover_words import as_typed
from app.ui.widgets.key_order import follow
from app.ui.widgets.spoken_role import name_box
from app.ui.widgets.still_fields import DropDown
from app.ui.widgets.text import Label

SHOWN = 12
"""Questions on the page at once; the next ones come as these are answered."""

_MOST_BUTTONS = 4
_MOST_TOLD = 200


class Question(QFrame):
    """One question: buttons for a few answers, a list for many, a line where words are wanted.

    Signals:
        answered(str, str): the question's key and the answer.
    """

    answered = Signal(str, str)

    def __init__(self, problem: Problem, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = problem.key
        self.setObjectName(f"import.question.{problem.key}")
        self.setAccessibleName(problem.message)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.scaled(4), 0, theme.scaled(6))
        column.setSpacing(theme.scaled(6))
        column.addWidget(Label(problem.message, role="strong" if problem.blocking else "body"))
        if not problem.choices and not problem.free_text:
            return
        answers = FlowBox(spacing=theme.scaled(8))
        few = len(problem.choices) <= _MOST_BUTTONS
        for choice in problem.choices:
            if few or choice.value == problem.offered:
                answers.flow.addWidget(self._button(problem, choice))
        if not few:
            answers.flow.addWidget(self._list(problem))
        if problem.free_text:
            answers.flow.addWidget(self._line(problem))
        column.addWidget(answers)

    def _button(self, problem: Problem, choice: Choice) -> Button:
        offered = choice.value == problem.offered
        words = choice.label.replace("&", "&&")
        button = Button(words, kind="primary", icon_name="lightbulb") if offered else Button(words)
        if offered:
            said = _("{answer} (suggested)").format(answer=choice.label)
            button.setAccessibleName(said)
            button.setToolTip(as_typed(said))
        button.setObjectName(f"import.answer.{problem.key}.{choice.value}")
        button.clicked.connect(lambda: self._tell(choice.value))
        return button

    def _list(self, problem: Problem) -> QComboBox:
        box = DropDown()
        box.setPlaceholderText(_("Something else…") if problem.offered else _("Choose…"))
        name_box(box, problem.message)
        for choice in problem.choices:
            box.addItem(choice.label, choice.value)
        box.setCurrentIndex(-1)
        box.activated.connect(lambda: self._tell(str(box.currentData())))
        return box

    def _line(self, problem: Problem) -> QWidget:
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        line = QLineEdit()
        line.setAccessibleName(problem.message)
        line.setMinimumWidth(theme.scaled(200))
        button = Button(_("Use this"))
        row.addWidget(line)
        row.addWidget(button)
        line.returnPressed.connect(lambda: self._tell(line.text().strip()))
        button.clicked.connect(lambda: self._tell(line.text().strip()))
        return whole

    def _tell(self, answer: str) -> None:
        if answer:
            self.answered.emit(self._key, answer)


class Questions(QWidget):
    """A column of questions, the ones that hold the import up first.

    Signals:
        answered(str, str): the question's key and the answer.
        answered_for_all(object): a dict of answers by their questions' keys.
    """

    answered = Signal(str, str)
    answered_for_all = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._shown: tuple[Problem, ...] = ()
        self._asked: list[Question] = []

    def take_focus(self) -> bool:
        """Have the keys at the first answer of the first question; tell whether there is one."""
        for question in self._asked:
            for answer in question.findChildren(QWidget):
                if answer.focusPolicy() & Qt.FocusPolicy.TabFocus:
                    answer.setFocus(Qt.FocusReason.OtherFocusReason)
                    return True
        return False

    def show_problems(self, problems: Sequence[Problem], first: str = "") -> None:
        """Show the first of these; nothing moves where they are the same as before.

        ``first`` is the key of the one that somebody wants to see before all others.
        """
        if tuple(problems) == self._shown:
            return
        self._shown = tuple(problems)
        asked = [each for each in problems if each.blocking or each.choices]
        ordered = sorted(asked, key=lambda each: (each.key != first, not each.blocking))
        told = [each.message for each in problems if not each.blocking and not each.choices]
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        before: QWidget = self
        self._asked = []
        for alike in alike_questions(ordered):
            for_all = ForAll(alike)
            for_all.answered.connect(self.answered_for_all)
            self._column.addWidget(for_all)
            follow(before, for_all)
            before = for_all
        for problem in ordered[:SHOWN]:
            question = Question(problem)
            question.answered.connect(self.answered)
            self._column.addWidget(question)
            self._asked.append(question)
            follow(before, question)
            before = question
        if len(ordered) > SHOWN:
            rest = _("and {n} more after these").format(n=len(ordered) - SHOWN)
            self._column.addWidget(Label(rest, role="quiet"))
        if told:
            more = len(told) - _MOST_TOLD
            cut = [_n("and {n} more", "and {n} more", more).format(n=more)] if more > 0 else []
            self._column.addWidget(Label("\n".join([*told[:_MOST_TOLD], *cut]), role="body"))
        self.setVisible(bool(problems))
