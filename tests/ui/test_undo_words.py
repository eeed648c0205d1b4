"""Undo says what it takes back: no verb is only "last change"."""

import app.services.all_verbs  # noqa: F401  every verb is known
from app.domain.cells import SetCell
from app.domain.commands import all_kinds
from app.domain.undo import RestoreRecords
from app.i18n import _
from app.services.execution import FINAL
from app.ui.console.undo_words import undo_words
from app.ui.desk import Desk
from app.ui.prepare.undo_words import undo_words as prepare_words

NO_WAY_BACK = {*FINAL, RestoreRecords} - {SetCell}
"""A cell is FINAL only for records: it has a way back of its own."""


def test_every_verb_that_can_be_undone_has_words_of_its_own(desk: Desk) -> None:
    last_change = _("last change")
    snapshot = desk.snapshot
    walked = 0
    for kind in all_kinds():
        if kind.cls in NO_WAY_BACK:
            continue
        command = object.__new__(kind.cls)
        for name in kind.cls.__dataclass_fields__:
            value = "" if name == "activity_id" else 60
            object.__setattr__(command, name, value)
        for words in (undo_words, prepare_words):
            said = words(command, snapshot, "en")
            assert said, kind.name
            assert last_change not in said, kind.name
        walked += 1
    assert walked > 60
