"""One table: its name and place, its dimensions, its people, and how balanced they are."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.domain.balance import GroupBalance
from app.domain.people import Role
from app.domain.seating import Group
from app.i18n import _
from app.ui import theme
from app.ui.group_words import group_inside, group_title
from app.ui.groups.dimension_chooser import DimensionChooser
from app.ui.groups.offer_chooser import OfferChooser
from app.ui.groups.quiet_field import QuietField
from app.ui.groups.seat_list import DropTarget, SeatList, SeatRow
from app.ui.people.role_counts import RoleCounts
from app.ui.widgets.button import IconButton
from app.ui.widgets.hover_words import as_typed
from app.ui.widgets.text import Label

_SHORT = 10
"""Letters of a name or a place that fit beside the other one in the narrowest card."""


class GroupCard(DropTarget):
    """One table; tells what the person wants of it.

    Signals:
        edited(str, dict): the group's id and new values of :class:`EditGroup`.
        remove_requested(str): the group's id.
    """

    edited = Signal(str, object)
    remove_requested = Signal(str)

    def __init__(self, group_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.group_id = group_id
        self._group: Group | None = None
        self._label = QuietField()
        self._label.setMaxLength(60)
        self._place = QuietField()
        self._place.setMaxLength(60)
        self._place.setPlaceholderText(_("Place"))
        self._remove = IconButton("x", _("Remove this group"), role="quiet_ink", size=16)
        self.chooser = DimensionChooser()
        self.offers = OfferChooser()
        self.seats = SeatList("")
        self._counts = RoleCounts()
        self._remarks = Label(role="small", tone="attention")
        self._wish = Label(_("A private wish is not kept here."), role="small", tone="attention")
        self._needs = Label(role="small")
        self._helper = Label(role="small")
        self._lay_out()
        self._label.editingFinished.connect(self._on_label_finished)
        self._place.editingFinished.connect(self._on_place_finished)
        self._remove.clicked.connect(lambda: self.remove_requested.emit(self.group_id))
        self.chooser.chosen.connect(lambda ids: self._edit(dimensions=list(ids)))
        self.offers.chosen.connect(lambda needs: self._edit(offers=list(needs)))

    def show_group(
        self,
        group: Group,
        rows: Sequence[SeatRow],
        dimensions: Sequence[tuple[str, str, str]],
        found: GroupBalance | None,
        scores: bool = True,
    ) -> None:
        """Show the table as it is stored; what is being typed stays.

        A table that does not score shows dimensions only where it has some.
        """
        self._group = group
        for field, text in ((self._label, group.label), (self._place, group.place)):
            if not field.hasFocus() or not field.isModified():
                field.setText(text)
                field.setCursorPosition(0)
                field.setToolTip(as_typed(text))
        self._put_place()
        self._name_everything(group.label)
        self.chooser.show_choice(dimensions, group.dimensions)
        self.chooser.setVisible(scores or bool(group.dimensions))
        self.offers.show_choice(group.offers)
        self.seats.set_rows(rows)
        self._show_helper(group, rows)
        if found is not None:
            self._show_balance(found)

    def _show_balance(self, found: GroupBalance) -> None:
        self._counts.show_counts(
            {
                Role.PRACTITIONER: found.practitioners,
                Role.EDUCATOR: found.educators,
                Role.ADVOCATE: found.advocates,
            },
            found.is_good and found.wishes_kept,
        )
        self._remarks.setText("\n".join(found.remarks))
        self._remarks.setVisible(bool(found.remarks))
        self._wish.setVisible(not found.wishes_kept)
        needs = dict.fromkeys((*found.language_needs, *found.access_needs))
        self._needs.setText(_("Needs: {needs}").format(needs=" · ".join(needs)))
        self._needs.setVisible(bool(needs))

    def _show_helper(self, group: Group, rows: Sequence[SeatRow]) -> None:
        names = [row.name for row in rows if row.participant_id == group.data_helper]
        self._helper.setText(
            _("Data helper: {name}").format(name=names[0]) if names else _("No data helper yet")
        )

    def _name_everything(self, label: str) -> None:
        self.setAccessibleName(group_title(label))
        inside = group_inside(label)
        self._label.setAccessibleName(_("Name of {group}").format(group=inside))
        self._place.setAccessibleName(_("Place of {group}").format(group=inside))
        self._remove.set_name(_("Remove {group}").format(group=inside))
        self.seats.setAccessibleName(_("People of {group}").format(group=inside))
        self.chooser.name_for(label)
        self.offers.name_for(label)
        for widget, part in (
            (self._label, "label"),
            (self._place, "place"),
            (self._remove, "remove"),
            (self._helper, "helper"),
            (self.seats, "people"),
        ):
            widget.setObjectName(f"groups.{label}.{part}")

    def _lay_out(self) -> None:
        self._top = QGridLayout()
        self._top.setHorizontalSpacing(theme.scaled(6))
        self._top.setVerticalSpacing(0)
        self._top.setColumnStretch(0, 1)
        # In the order in which Tab comes to them.
        self._top.addWidget(self._label, 0, 0)
        self._put_place()
        self._top.addWidget(self.offers.opener, 0, 2)
        self._top.addWidget(self._remove, 0, 3)
        column = QVBoxLayout(self)
        margin = theme.scaled(12)
        # Words of quiet fields and of rows stand in unseen frames: the others are moved to them.
        inset = theme.scaled(8)
        column.setContentsMargins(margin - inset, margin, margin, margin)
        column.setSpacing(theme.scaled(7))
        column.addLayout(self._top)
        for parts in (
            (self.chooser, self.offers, self._counts, self._remarks, self._wish),
            (self.seats,),
            (self._needs, self._helper),
        ):
            part = QVBoxLayout()
            part.setContentsMargins(0 if self.seats in parts else inset, 0, 0, 0)
            part.setSpacing(theme.scaled(7))
            for widget in parts:
                part.addWidget(widget)
            column.addLayout(part)
        column.addStretch(1)

    def _put_place(self) -> None:
        """Put the place beside a short name, and below a long one: neither is cut."""
        beside = all(len(field.text()) <= _SHORT for field in (self._label, self._place))
        if beside:
            self._top.addWidget(self._place, 0, 1)
        else:
            self._top.addWidget(self._place, 1, 0, 1, 4)
        edge = Qt.AlignmentFlag.AlignTrailing if beside else Qt.AlignmentFlag.AlignLeading
        self._place.setAlignment(edge | Qt.AlignmentFlag.AlignVCenter)

    def _edit(self, **values: object) -> None:
        self.edited.emit(self.group_id, values)

    def _on_label_finished(self) -> None:
        text = self._label.text().strip()
        if self._group is not None and not text:
            self._label.setText(self._group.label)
        elif self._group is not None and text != self._group.label:
            self._edit(label=text)
        self._label.setModified(False)

    def _on_place_finished(self) -> None:
        text = self._place.text().strip()
        if self._group is not None and text != self._group.place:
            self._edit(place=text)
        self._place.setModified(False)
