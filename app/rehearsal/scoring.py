"""How a group's note-taker works the scoring sheet, control by control."""

import time
from collections.abc import Callable
from typing import NoReturn

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QRadioButton

from app.domain.framework import Lens
from app.domain.ids import new_id
from app.domain.notes import AddDataNeed
from app.rehearsal.plan import Answer
from app.rehearsal.sheet_hands import MissingControlError, SheetHands
from app.ui.widgets.chip import Chip
from app.ui.widgets.draft_text import DraftText
from app.ui.widgets.level_option import LevelOption
from app.ui.widgets.level_picker import CANNOT_TELL, LevelPicker

REASON, EVIDENCE = "sheet.foundations.reason", "sheet.evidence"
"""Two fields of the sheet."""

LETTER_SECONDS = 0.02


def enter(
    hands: SheetHands, answers: tuple[Answer, ...], amid: Callable[[], None] = lambda: None
) -> None:
    """Enter one group's answers on its sheets, then say that it is finished.

    ``amid`` is called once, when something of the last answer is still to be entered.
    """
    for answer in answers:
        then = amid if answer is answers[-1] else lambda: None
        hands.open_sheet(answer.group_id, answer.dimension_id)
        if answer.not_scored:
            then()
            hands.press("sheet.not_scored")
            write(hands, "sheet.not_scored.words", answer.not_scored)
        else:
            _score(hands, answer, then)
    if answers:
        hands.press("score.finished")


def _score(hands: SheetHands, answer: Answer, amid: Callable[[], None]) -> None:
    for lens in Lens:
        choose(hands, f"sheet.{lens.value}.picker", answer.levels[lens])
        write(hands, f"sheet.{lens.value}.reason", answer.reasons[lens])
    amid()
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


def finish(hands: SheetHands, name: str, whole: str) -> str:
    """Finish a text that broke off in a field; return what was there of it."""
    found = hands.find(DraftText, name).text()
    append(hands, name, whole[len(found) :])
    return found


def append(hands: SheetHands, name: str, words: str) -> None:
    """Type words at the end of a field, and leave it."""
    field = hands.find(DraftText, name)
    field.moveCursor(QTextCursor.MoveOperation.End)
    field.insertPlainText(words)
    field.settle_now()
    hands.settle()


def letter_by_letter(
    hands: SheetHands, name: str, words: str, saved: Callable[[str], None]
) -> NoReturn:
    """Type at the end of a field until this process is killed; ``saved`` hears of every save."""
    field = hands.find(DraftText, name)
    field.moveCursor(QTextCursor.MoveOperation.End)
    lens = name.split(".")[1]
    hands.desk.operations.drafts_kept.connect(lambda: saved(_draft(hands, lens)))
    for letter in words:
        field.insertPlainText(letter)
        QApplication.processEvents()
        time.sleep(LETTER_SECONDS)
    while True:
        QApplication.processEvents()
        time.sleep(LETTER_SECONDS)


def _draft(hands: SheetHands, mark: str) -> str:
    drafts = hands.desk.operations.snapshot.drafts
    return next((draft.text for draft in drafts if mark in draft.key), "")


def first_scored(answers: tuple[Answer, ...]) -> Answer:
    """Return the first answer that has scores."""
    return next(answer for answer in answers if not answer.not_scored)


def choose(hands: SheetHands, picker: str, level_id: str) -> None:
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


def write(hands: SheetHands, name: str, text: str) -> None:
    """Type a text in two strokes, so that a draft is kept in between, and leave the field."""
    field = hands.find(DraftText, name)
    if field.text() == text:
        return  # it was entered before the program was killed
    half = len(text) // 2
    for part in (text[:half], text[half:]):
        field.insertPlainText(part)
    field.settle_now()
    hands.settle()
