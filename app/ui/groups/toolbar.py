"""What can be done with a whole seating: choose it, arrange it, lock it, add to it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _, _n
from app.ui import theme
from app.ui.widgets.button import Button, IconButton
from app.ui.widgets.flow_box import FlowBox
from app.ui.widgets.key_order import follow
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.still_fields import NumberBox
from app.ui.widgets.text import Label
from app.ui.widgets.toggle import Toggle

MOST_GROUPS = 40


class SeatingBar(QWidget):
    """Which seating, how many groups, and the verbs on all of it.

    Signals:
        seating_chosen(str): a seating's id.
        add_seating_requested(), remove_seating_requested(), add_group_requested(),
        undo_requested().
        arrange_requested(int): arrange automatically with so many groups.
        again_requested(): seat people again, moving as few as possible.
        weights_toggled(bool), printing_toggled(bool): show or hide what counts, what is printed.
        lock_requested(bool): lock or unlock against automatic changes.
    """

    seating_chosen = Signal(str)
    add_seating_requested = Signal()
    remove_seating_requested = Signal()
    add_group_requested = Signal()
    undo_requested = Signal()
    arrange_requested = Signal(int)
    again_requested = Signal()
    weights_toggled = Signal(bool)
    printing_toggled = Signal(bool)
    lock_requested = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known: list[tuple[str, str]] = []
        self._seatings: Segmented | None = None
        self._slot_box = QWidget()
        self._slot = QHBoxLayout()
        self._add_seating = Button(_("Add a seating"), kind="plain", icon_name="plus")
        self._add_seating.setObjectName("groups.add_seating")
        self._drop_seating = IconButton("trash-2", _("Remove this seating"))
        self._drop_seating.setObjectName("groups.remove_seating")
        self._count = NumberBox()
        self._count.setObjectName("groups.count")
        self._count.setRange(1, MOST_GROUPS)
        self._count.setAccessibleName(_("Number of groups"))
        self._noun = Label(role="body", wrap=False)
        self._noun.setObjectName("groups.noun")
        self._arrange = Button(kind="primary", icon_name="shuffle")
        self._arrange.setObjectName("groups.arrange")
        self._again = Button(_("Move the fewest"), kind="plain", icon_name="users-round")
        self._again.setObjectName("groups.again")
        self._again.setToolTip(
            _("When some did not come, or came unexpected: seat people again, few of them moved.")
        )
        self._weights = Button(_("What counts"), kind="plain", icon_name="scale")
        self._weights.setObjectName("groups.weights")
        self._weights.setCheckable(True)
        self._print = Button(_("Print for the tables"), kind="plain", icon_name="printer")
        self._print.setObjectName("groups.print")
        self._print.setCheckable(True)
        self._add = Button(_("Add a group"), kind="plain", icon_name="plus")
        self._add.setObjectName("groups.add")
        self._lock = Toggle(_("Locked"))
        self._lock.setObjectName("groups.lock")
        self._lock.setToolTip(_("Locked: nothing automatic moves anybody. By hand you still can."))
        self._undo = IconButton("undo-2", _("Undo"))
        self._undo.setObjectName("groups.undo")
        self._lay_out()
        self._connect()

    def show_seatings(self, seatings: Sequence[tuple[str, str]], shown: str, own: bool) -> None:
        """Offer (id, title) seatings; ``own`` ones can be removed."""
        if list(seatings) != self._known:
            self._known = list(seatings)
            if self._seatings is not None:
                self._slot.removeWidget(self._seatings)
                self._seatings.hide()
                self._seatings.deleteLater()
            self._seatings = Segmented(self._known, shown, _("Seating"))
            self._seatings.setObjectName("groups.seatings")
            self._seatings.chosen.connect(self.seating_chosen)
            self._slot.insertWidget(0, self._seatings)
            follow(self._slot_box, self._seatings)
        if self._seatings is not None:
            self._seatings.set_value(shown)
        self._drop_seating.setVisible(own)

    def show_state(
        self, *, groups: int, wanted: int, locked: bool, again: bool, people: int, seated: int
    ) -> None:
        """Show how many groups there are (or how many would be good) and whether it is locked.

        Without ``people`` there is nobody to arrange; without ``seated`` ones nobody to move.
        """
        if not self._count.hasFocus():
            self._count.setValue(groups or wanted)
        self._lock.blockSignals(True)
        self._lock.setChecked(locked)
        self._lock.blockSignals(False)
        self._arrange.setEnabled(not locked and people > 0)
        self._again.setVisible(seated > 0)
        self._print.setVisible(groups > 0)
        self._again.setEnabled(not locked)
        self._arrange.set_kind("primary" if people else "plain")
        self._arrange.setText(_("Seat with new neighbors") if again else _("Arrange automatically"))

    def show_busy(self, busy: bool) -> None:
        """Show that an arrangement is being looked for."""
        if busy:
            self._arrange.setEnabled(False)
            self._again.setEnabled(False)
            self._arrange.setText(_("Arranging…"))

    def show_undo(self, possible: bool) -> None:
        """Offer undo or not."""
        self._undo.setEnabled(possible)

    def _lay_out(self) -> None:
        groups = QWidget()
        row = QHBoxLayout(groups)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._count)
        row.addWidget(self._noun)
        self._slot.setContentsMargins(0, 0, 0, 0)
        self._slot.addWidget(self._drop_seating)
        self._slot_box.setLayout(self._slot)
        parts = (
            self._slot_box, groups, self._arrange, self._again, self._weights, self._add,
            self._add_seating, self._lock, self._print, self._undo,
        )  # fmt: skip
        line = FlowBox(parts, theme.scaled(6))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(line)

    def _connect(self) -> None:
        self._add_seating.clicked.connect(self.add_seating_requested)
        self._drop_seating.clicked.connect(self.remove_seating_requested)
        self._arrange.clicked.connect(lambda: self.arrange_requested.emit(self._count.value()))
        self._again.clicked.connect(self.again_requested)
        self._weights.toggled.connect(self.weights_toggled)
        self._print.toggled.connect(self.printing_toggled)
        self._add.clicked.connect(self.add_group_requested)
        self._lock.toggled.connect(self.lock_requested)
        self._count.valueChanged.connect(self._on_count_value_changed)
        self._on_count_value_changed(self._count.value())
        self._undo.clicked.connect(self.undo_requested)

    def _on_count_value_changed(self, count: int) -> None:
        self._noun.setText(_n("group", "groups", count))
