"""Words that a command cannot do without: what would leave a nameless thing is refused.

Asked only of commands that are being made; what the ledger holds already is replayed as it is.
"""

from collections.abc import Callable
from typing import Any

from app.domain import agenda, measures, norms, notes, preparation, seating, workshop
from app.domain.commands import Command
from app.domain.errors import InvalidChangeError
from app.i18n import N_, _

_Part = Callable[[Any], Any]

_NAME = N_("Type the name.")
_TITLE = (N_("A title is needed here, in one language at least."), N_("Type the title."))
_NORM = (N_("A norm needs a name."), _NAME)
_ITEM = (N_("An item needs words."), N_("Type them first, or remove the item."))
_THEME = (N_("A theme needs a name."), _NAME)
_STEP = (N_("A next step needs words."), N_("Say what is to be done."))
_GROUP = (N_("A group needs a label."), N_("Give it a letter or a name."))
_DISTRICT = (N_("A workshop needs its district's name."), _NAME)
_LANGUAGES = (N_("The room needs a language."), N_("Choose one or two different languages."))
_DATA = (N_("District data needs a title."), N_("Type the title."))


def _field(name: str) -> _Part:
    return lambda command: getattr(command, name)


def _value(name: str) -> _Part:
    """Return what an edit puts into a field; None where it leaves it alone."""
    return lambda command: (command.values or {}).get(name)


def _several(part: _Part) -> _Part:
    """Return languages; none where one of them is empty or there twice."""

    def read(command: Any) -> Any:
        codes = part(command)
        if not isinstance(codes, tuple | list):
            return codes
        whole = all(isinstance(c, str) and c.strip() for c in codes)
        return codes if whole and len(set(codes)) == len(codes) else ()

    return read


def _labels(command: Any) -> Any:
    """Return a whole arrangement's labels; an empty one where any is."""
    labels = [plan.label for plan in command.groups]
    return None if all(label.strip() for label in labels) else ""


_NEEDED: dict[type[Command], tuple[tuple[_Part, tuple[str, str]], ...]] = {
    workshop.CreateWorkshop: (
        (_field("district"), _DISTRICT),
        (_several(_field("languages")), _LANGUAGES),
    ),
    workshop.EditDetails: (
        (_value("district"), _DISTRICT),
        (_several(_value("languages")), _LANGUAGES),
    ),
    agenda.AddBlock: ((_field("title"), _TITLE),),
    agenda.EditBlock: ((_value("title"), _TITLE),),
    agenda.AddActivity: ((lambda command: command.values.get("title", {}), _TITLE),),
    agenda.EditActivity: ((_value("title"), _TITLE),),
    norms.AddNorm: ((_field("name"), _NORM),),
    preparation.AddChecklistItem: ((_field("text"), _ITEM),),
    preparation.AddHistoryItem: ((_field("text"), _ITEM),),
    preparation.EditHistoryItem: ((_value("text"), _ITEM),),
    notes.AddNote: (
        (_field("text"), (N_("A note needs words."), N_("Type the note first."))),
    ),
    notes.AddDataNeed: (
        (_field("text"), (N_("A data need needs words."), N_("Say what data would help."))),
    ),
    notes.AddTheme: ((_field("name"), _THEME),),
    notes.RenameTheme: ((_field("name"), _THEME),),
    notes.AddNextStep: ((_field("text"), _STEP),),
    notes.EditNextStep: ((_value("text"), _STEP),),
    seating.AddGroup: ((_field("label"), _GROUP),),
    seating.EditGroup: ((_value("label"), _GROUP),),
    seating.ArrangeSeating: ((_labels, _GROUP),),
    measures.EditDataset: ((_value("title"), _DATA),),
}  # fmt: skip
"""Verb → what it must say something with, and what is told where it does not."""


def check_words(command: Command) -> None:
    """Refuse a command without the words that it needs.

    Raises:
        InvalidChangeError: saying what is missing.

    """
    for part, (happened, remedy) in _NEEDED.get(type(command), ()):
        if _says_nothing(part(command)):
            raise InvalidChangeError(_(happened), safe=_("Nothing was changed."), remedy=_(remedy))


def _says_nothing(value: Any) -> bool:
    """Tell whether a text, a text by language or a list is there and says nothing."""
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, dict):
        return not any(isinstance(words, str) and words.strip() for words in value.values())
    return isinstance(value, tuple | list) and not value
