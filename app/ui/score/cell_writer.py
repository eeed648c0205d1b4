"""Writes cells for the fields of a sheet, and remembers what is on its way to the disk."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.domain.cells import SetCell
from app.domain.commands import Command
from app.domain.ids import HUB
from app.domain.scoring_sheet import SheetCell

Submit = Callable[[Command], Any]
KeepDraft = Callable[[str, str, tuple[str, ...]], None]
Settle = Callable[[str, Command | None], None]


@dataclass(frozen=True)
class Sent:
    """An entry that was written here and has not come back yet."""

    entry_id: str
    value: Any


class CellWriter(QObject):
    """The one way from a sheet's fields to the workshop, on the hub and on a station alike.

    What an entry supersedes are the cell's tips as last seen and the entries made here that have
    not come back: two quick presses on two levels never contest each other.

    Attributes:
        here: the station that this is; the hub's own is :data:`~app.domain.ids.HUB`.

    Signals:
        edited(): something was typed or written; it is not on the disk yet.
        too_long(bool): words do not fit an entry (they stay a draft), or do again.
    """

    edited = Signal()
    too_long = Signal(bool)

    def __init__(
        self,
        submit: Submit,
        keep_draft: KeepDraft,
        settle: Settle,
        parent: QObject | None = None,
        here: str = HUB,
    ) -> None:
        super().__init__(parent)
        self.here = here
        self._submit, self._keep_draft, self._settle = submit, keep_draft, settle
        self._sent: dict[str, list[Sent]] = {}

    @property
    def arranges(self) -> bool:
        """Tell whether kinds are chosen and things removed here: that is the facilitator's."""
        return self.here == HUB

    def on_way(self, cell: SheetCell) -> Sent | None:
        """Return the newest entry for ``cell`` that its state does not hold yet, or None."""
        left = [s for s in self._sent.get(cell.key, ()) if s.entry_id not in cell.known]
        self._sent[cell.key] = left
        return left[-1] if left else None

    def value(self, cell: SheetCell) -> Any:
        """Return the cell's value as the person left it: what is on its way, else what stands."""
        sent = self.on_way(cell)
        return sent.value if sent else cell.state.value

    def tips(self, cell: SheetCell) -> tuple[str, ...]:
        """Return every entry that one written now supersedes."""
        return tuple(sorted({*cell.tips, *self.own(cell)}))

    def own(self, cell: SheetCell) -> tuple[str, ...]:
        """Return the entries for ``cell`` that are on their way."""
        self.on_way(cell)
        return tuple(sent.entry_id for sent in self._sent[cell.key])

    def write(self, cell: SheetCell, value: Any) -> None:
        """Write a value at once."""
        command = SetCell(cell=cell.key, value=value, based_on=self.tips(cell))
        self._sent[cell.key].append(Sent(command.id, value))
        self._submit(command)
        self.edited.emit()

    def keep(self, key: str, text: str, based_on: tuple[str, ...] = ()) -> None:
        """Make words durable while they are being typed."""
        self._keep_draft(key, text, based_on)
        self.edited.emit()

    def write_words(
        self, cell: SheetCell, value: Any, based_on: tuple[str, ...], draft: str = ""
    ) -> str:
        """Turn typed words into an entry that supersedes ``based_on``; return the entry's id.

        ``draft`` is the key they were kept under, where that is not the cell's.
        """
        command = SetCell(cell=cell.key, value=value, based_on=based_on)
        self._sent.setdefault(cell.key, []).append(Sent(command.id, value))
        self._settle(draft or cell.key, command)
        self.edited.emit()
        return command.id

    def submit(self, command: Command) -> None:
        """Submit another command of the sheet."""
        self._submit(command)
        self.edited.emit()

    def settle(self, key: str, command: Command | None) -> None:
        """Turn a draft without a cell into a command, or forget it."""
        self._settle(key, command)
        self.edited.emit()

    def forget(self, command: Command) -> None:
        """Wait no longer for an entry that was refused."""
        for key, sent in self._sent.items():
            self._sent[key] = [s for s in sent if s.entry_id != command.id]
