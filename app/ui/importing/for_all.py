"""One answer for many questions that are alike, and one of them asked again."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QVBoxLayout, QWidget

from app.domain.importing import Choice, Problem
from app.i18n import _, _n
from app.ui import theme
from app.ui.widgets.button import Button
from app.ui.widgets.flow_box import FlowBox
from app.ui.widgets.spoken_role import name_box
from app.ui.widgets.still_fields import DropDown
from app.ui.widgets.text import Label

_WIDE, _NARROW = 46, 180
"""Characters for which the list of questions has room where there is some; pixels at 100 % where
there is none. The rest shows when it is open."""


def alike_questions(problems: Sequence[Problem]) -> list[tuple[Problem, ...]]:
    """Return questions that one answer can settle, two or more together, in their order."""
    alike: dict[tuple[Choice, ...], list[Problem]] = defaultdict(list)
    for problem in problems:
        if choices := _for_all(problem):
            alike[choices].append(problem)
    return [tuple(each) for each in alike.values() if len(each) > 1]


def _for_all(problem: Problem) -> tuple[Choice, ...]:
    return tuple(choice for choice in problem.choices if choice.for_all)


class ForAll(QFrame):
    """The answers that settle all questions of a kind at once; each may still be asked again.

    Signals:
        answered(object): a dict of answers by their questions' keys.
    """

    answered = Signal(object)

    def __init__(self, problems: Sequence[Problem], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = tuple(problem.key for problem in problems)
        count = len(problems)
        words = _n("One answer for {n} question:", "One answer for {n} questions:", count)
        said = words.format(n=count)
        kind = problems[0].key.partition("@")[0]
        self.setObjectName(f"import.for_all.{kind}")
        self.setAccessibleName(said)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.scaled(4), 0, theme.scaled(10))
        column.setSpacing(theme.scaled(6))
        column.addWidget(Label(said, role="strong"))
        answers = FlowBox(spacing=theme.scaled(8))
        for choice in _for_all(problems[0]):
            answers.flow.addWidget(self._button(kind, choice, said))
        column.addWidget(answers)

    def _button(self, kind: str, choice: Choice, said: str) -> Button:
        button = Button(choice.for_all, icon_name="list-checks")
        button.setAccessibleName(f"{said} {choice.for_all}")
        button.setObjectName(f"import.for_all.{kind}.{choice.value}")
        button.clicked.connect(lambda: self.answered.emit(dict.fromkeys(self._keys, choice.value)))
        return button


class AskOneAgain(FlowBox):
    """Answered questions, of which one can be asked again while the others stay as they are.

    Signals:
        asked(str): the question's key.
    """

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(spacing=theme.scaled(8), parent=parent)
        self._box = DropDown()
        self._box.setObjectName("import.answered")
        name_box(self._box, _("Answered questions"))
        policy = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self._box.setSizeAdjustPolicy(policy)
        self._box.setMinimumContentsLength(_WIDE)
        self._box.setMinimumWidth(theme.scaled(_NARROW))
        again = Button(_("Ask this one again"), kind="quiet", icon_name="undo-2")
        again.setObjectName("import.again.one")
        again.clicked.connect(lambda: self.asked.emit(str(self._box.currentData())))
        for widget in (self._box, again):
            self.flow.addWidget(widget)

    def show_answered(self, problems: Mapping[str, Problem], answers: Mapping[str, str]) -> None:
        """List these questions, each with its answer; nothing shows where there are fewer than two.

        One alone is asked again together with all.
        """
        self._box.clear()
        for key, problem in problems.items():
            given = answers[key]
            said = next((c.label for c in problem.choices if c.value == given), given)
            self._box.addItem(f"{problem.message} – {said}", key)
        self.setVisible(len(problems) > 1)
