"""Who is on the list, and who is not yet, against the guidance for inviting people."""

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from app.domain.people import Person
from app.domain.prework import Recruited, Wanted, recruited
from app.i18n import _, _n
from app.ui import theme
from app.ui.people.person_panel import language_name
from app.ui.widgets.badge import Badge
from app.ui.widgets.panel import Panel
from app.ui.widgets.text import Label


class MissingPeople(Panel):
    """A line for each kind of people: how many tell of it, or that nobody does."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Who is missing from the room"), parent=parent)
        self.setObjectName("prepare.missing")
        self._balance = Label(role="strong")
        self._balance.setObjectName("prepare.missing.balance")
        self.add(self._balance)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.scaled(10))
        self._grid.setVerticalSpacing(theme.scaled(6))
        self._grid.setColumnStretch(1, 1)
        self.body.addLayout(self._grid)
        self._lines: list[tuple[Badge, Label]] = []
        self._hint = Label(
            _(
                "Told from what people wrote as role, organization and title. Somebody may be "
                "there although no word says so; you know better."
            ),
            role="quiet",
        )
        self.add(self._hint)

    def show_people(self, people: Sequence[Person]) -> None:
        """Hold a list against the guidance."""
        found = recruited(people)
        self._balance.setText(_balance(found) if people else _("Nobody is on the list yet."))
        if not self._lines:
            self._build(found)
        for (mark, words), (wanted, count) in zip(self._lines, found.found, strict=True):
            mark.set_letters(str(count), " ")
            mark.set_hollow(not count)
            words.setText(_line(wanted, count))
            words.setProperty("role", "body" if count else "strong")
            words.style().polish(words)

    def _build(self, found: Recruited) -> None:
        for row in range(len(found.found)):
            mark, words = Badge("0", " ", hollow=True), Label()
            self._grid.addWidget(mark, row, 0)
            self._grid.addWidget(words, row, 1)
            self._lines.append((mark, words))


def _line(wanted: Wanted, count: int) -> str:
    if not count:
        return _("{who}: nobody yet").format(who=_(wanted.label))
    return _n("{who}: {n} person", "{who}: {n} people", count).format(who=_(wanted.label), n=count)


def _balance(found: Recruited) -> str:
    parts = [
        _("{practitioners} practitioners, {educators} educators, {advocates} advocates.").format(
            practitioners=found.practitioners,
            educators=found.educators,
            advocates=found.advocates,
        )
    ]
    if found.advocates_short:
        said = _n(
            "{n} more advocate would balance the practitioners.",
            "{n} more advocates would balance the practitioners.",
            found.advocates_short,
        )
        parts.append(said.format(n=found.advocates_short))
    if found.languages_alone:
        names = ", ".join(language_name(code) for code in found.languages_alone)
        parts.append(_("Nobody on the list interprets: {languages}.").format(languages=names))
    return " ".join(parts)
