"""Moving people by keys, and what a move would do, by mouse and by keys, before it is done."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.seating import SeatingPlan
from app.ui.desk import Desk
from app.ui.group_words import group_title
from app.ui.groups import answer_words, reading
from app.ui.groups.person_bar import PersonBar
from app.ui.groups.seat_list import DropTarget, SeatList
from app.ui.widgets.announcing import announce


class Moving(QObject):
    """M, a table's letter, Enter: after the letter it is seen what the move would do.

    Signals:
        move_requested(list, str): seat these people at this group; "" takes their seats away.
        looked(QWidget): this table is looked at; bring it into view.
        stopped(): nobody is being moved any more.
    """

    move_requested = Signal(object, str)
    looked = Signal(object)
    stopped = Signal()

    def __init__(
        self,
        desk: Desk,
        bar: PersonBar,
        targets: Mapping[str, DropTarget],
        names: Callable[[Sequence[str]], str],
        parent: QObject | None = None,
    ) -> None:
        """Show previews on ``targets``: by group id, "" for where people without a table are."""
        super().__init__(parent)
        self._desk, self._bar, self._targets, self._names = desk, bar, targets, names
        self._ids: list[str] = []
        self._target: str | None = None
        self._followed: SeatList | None = None
        self._sent: set[str] = set()
        desk.operations.refused.connect(self._on_operations_refused)

    @property
    def is_on(self) -> bool:
        """Tell whether keys are for moving somebody."""
        return bool(self._ids)

    def begin(self, ids: Sequence[str]) -> None:
        """Wait for the letter of a table."""
        self._ids, self._target = list(ids), None
        self._bar.ask_for_letter(self._names(ids))

    def stop(self) -> None:
        """Wait for nothing any more."""
        self._ids, self._target = [], None
        self.clear()

    def take(self, key: str, plan: SeatingPlan) -> None:
        """Take a key: a letter or number looks at a table, Enter or the same again moves."""
        group = reading.group_for_key(plan.groups, key) if len(key) == 1 else None
        target = group.id if group is not None else "" if key == "0" else None
        if key == "Enter" or (target is not None and target == self._target):
            self._confirm()
        elif target is not None:
            self._target = target
            effects = self.look(plan, self._ids, target)
            label = group_title(group.label) if group is not None else ""
            self._bar.ask_to_confirm(self._names(self._ids), label, effects)
            announce(self._bar, " ".join(effects))
            # The bar may have grown over the table: what is seen of that is known a turn later.
            QTimer.singleShot(0, self, self._place)
        else:
            self.stopped.emit()

    def _confirm(self) -> None:
        ids, target = self._ids, self._target
        if target is None:
            return
        self.stop()
        self.move_requested.emit(ids, target)

    def look(self, plan: SeatingPlan, ids: Sequence[str], group_id: str) -> list[str]:
        """Show on a table what it would do that people came there; return it in words."""
        self.clear()
        target = self._targets.get(group_id)
        moving = [one for one in ids if plan.group_of(one) != group_id]
        if target is None or not moving:
            return []
        found = answer_words.effects(self._desk.snapshot, plan, dict.fromkeys(moving, group_id))
        target.preview.show_effects(self._names(moving), found)
        self.looked.emit(target)
        return [effect.words for effect in found]

    def follow(self, ids: Sequence[str], seats: SeatList) -> None:
        """Have those who were dropped on a table chosen there, and nobody awaited elsewhere."""
        self._on_operations_refused()  # nobody is awaited anywhere else, nor sent away
        self._followed = seats
        seats.await_people(ids)

    def send(self, ids: Sequence[str]) -> None:
        """Let these people go where they were sent: the keys go on with who sat beside them."""
        self._sent = set(ids)

    def go_after(self, ids: Sequence[str]) -> None:
        """Go after chosen people whom nobody sent away: undo put them back where they were."""
        sent, self._sent = self._sent, set()
        if sent.isdisjoint(ids):
            # By then every table shows who sits there.
            QTimer.singleShot(0, self, lambda: self._find(set(ids)))

    def _find(self, ids: set[str]) -> None:
        for seats in self._bar.window().findChildren(SeatList):
            if seats.isVisible() and ids <= set(seats.ids()):
                seats.await_people(sorted(ids))

    def _on_operations_refused(self) -> None:
        self._sent = set()
        if self._followed is not None:
            self._followed.await_people(())
            self._followed = None

    def _place(self) -> None:
        target = self._targets.get(self._target) if self._target is not None else None
        if target is not None:
            target.preview.place()

    def clear(self) -> None:
        """Take every preview away."""
        for target in self._targets.values():
            target.preview.take_away()
