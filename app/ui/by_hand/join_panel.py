"""Letting a laptop in that has no network: a file to join by, for one laptop of one group."""

from app.i18n import _
from app.ui import theme
from app.ui.desk import Desk
from app.ui.group_words import group_title
from app.ui.widgets.button import Button
from app.ui.widgets.flow_box import FlowBox
from app.ui.widgets.panel import Panel
from app.ui.widgets.spoken_role import name_box
from app.ui.widgets.still_fields import DropDown
from app.ui.widgets.text import WholeLabel


class JoinPanel(Panel):
    """A group, and the button that saves its file."""

    def __init__(self, desk: Desk) -> None:
        """Offer every group."""
        super().__init__(_("A laptop that has no network"))
        self._desk = desk
        hint = _(
            "Equity Workshop must be on it. Save a file for the group, and carry it there on a "
            "stick: the group’s code opens it, and the laptop is in, without any network. What is "
            "written there comes back as a file or is read aloud. Each file is for one laptop."
        )
        self.add(WholeLabel(hint, role="quiet"))
        self._groups = DropDown()
        self._groups.setObjectName("by_hand.join_group")
        name_box(self._groups, _("Group"))
        self._save = Button(_("Save a file to join by…"), icon_name="usb")
        self._save.setObjectName("by_hand.join_save")
        self._save.clicked.connect(self._on_save_clicked)
        self.add(FlowBox((self._groups, self._save), theme.scaled(8)))
        desk.changed.connect(self._on_desk_changed)
        self._show_groups()

    def _show_groups(self) -> None:
        chosen = self._groups.currentData()
        self._groups.clear()
        for group in self._desk.snapshot.groups:
            self._groups.addItem(group_title(group.label), group.id)
        self._groups.setCurrentIndex(max(0, self._groups.findData(chosen)))
        files = self._desk.device_files
        self._save.setEnabled(files is not None and self._groups.count() > 0)

    def _on_desk_changed(self, changes: object, _origin: str) -> None:
        named = [group_title(group.label) for group in self._desk.snapshot.groups]
        if named != [self._groups.itemText(place) for place in range(self._groups.count())]:
            self._show_groups()

    def _on_save_clicked(self) -> None:
        if self._desk.device_files is not None:
            self._desk.device_files.choose_join(str(self._groups.currentData()))
