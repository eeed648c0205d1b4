"""How a group's note-taker works the scoring sheet, control by control."""

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QRadioButton

from app.domain.framework import Lens
from app.domain.ids import new_id
from app.domain.notes import AddDataNeed
from app.rehearsal.hands import Hands, MissingControlError
from app.rehearsal.plan import Answer
from app.ui.score.view import ScoreView
from app.ui.widgets.chip import Chip
from app.ui.widgets.draft_text import DraftText
from app.ui.widgets.level_option import LevelOption
from app.ui.widgets.level_picker import CANNOT_TELL, LevelPicker


def enter(hands: Hands, answers: tuple[Answer, ...]) -> None:
    """Enter one group's answers on its sheets, then say that it is finished."""
    if not answers:
        return
    hands.go(f"score:{answers[0].group_id}")
    view = hands.find(ScoreView, "score")
    for answer in answers:
        view.open_dimension(answer.dimension_id)
        hands.settle()
        if answer.not_scored:
            hands.press("sheet.not_scored")
            write(hands, "sheet.not_scored.words", answer.not_scored)
        else:
            _score(hands, answer)
    hands.press("score.finished")


def _score(hands: Hands, answer: Answer) -> None:
    for lens in Lens:
        choose(hands, f"sheet.{lens.value}.picker", answer.levels[lens])
        write(hands, f"sheet.{lens.value}.reason", answer.reasons[lens])
    write(hands, "sheet.evidence", answer.evidence)
    if answer.other_view:
        write(hands, "sheet.other_view", answer.other_view)
    for group in answer.student_groups:
        hands.find(Chip, f"sheet.affected.{group}").click()
    kind, text = answer.need
    hands.do(
        AddDataNeed(
            need_id=new_id(),
            group_id=answer.group_id,
            dimension_id=answer.dimension_id,
            kind=kind,
            text=text,
        )
    )


def finish(hands: Hands, answers: tuple[Answer, ...], name: str) -> str:
    """Finish a text that broke off in the first scored sheet; return what was there of it."""
    answer = first_scored(answers)
    hands.go(f"score:{answer.group_id}/{answer.dimension_id}")
    field = hands.find(DraftText, name)
    found = field.text()
    whole = answer.reasons[Lens.FOUNDATIONS]
    field.moveCursor(QTextCursor.MoveOperation.End)
    field.insertPlainText(whole[len(found) :])
    field.settle_now()
    hands.settle()
    return found


def first_scored(answers: tuple[Answer, ...]) -> Answer:
    """Return the first answer that has scores."""
    return next(answer for answer in answers if not answer.not_scored)


def choose(hands: Hands, picker: str, level_id: str) -> None:
    """Choose a level, or "cannot tell" with an empty id."""
    wanted = level_id or CANNOT_TELL
    choices = hands.find(LevelPicker, picker)
    if choices.value() == wanted:
        return  # it was entered before the program was killed; pressed again it would go
    for option in choices.findChildren(LevelOption):
        if option.choice_id == wanted:
            press_option(option)
            hands.settle()
            return
    raise MissingControlError(f"{picker} has no {wanted}")


def press_option(option: QRadioButton) -> None:
    """Press one of several choices, as a mouse does."""
    option.click()


def write(hands: Hands, name: str, text: str) -> None:
    """Type a text in two strokes, so that a draft is kept in between, and leave the field."""
    field = hands.find(DraftText, name)
    if field.text() == text:
        return  # it was entered before the program was killed
    half = len(text) // 2
    for part in (text[:half], text[half:]):
        field.insertPlainText(part)
    field.settle_now()
    hands.settle()
