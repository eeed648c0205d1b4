"""Choosing what the room sees: inline, with a preview, for now or held."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.domain.scenes import HIDDEN_UNTIL_REVEAL, Scene, SceneState, ShowScene, shown_scene
from app.domain.snapshot import Snapshot
from app.domain.text import say
from app.domain.turns import turn_arguments
from app.i18n import _
from app.ui import theme
from app.ui.console.pieces import on_click
from app.ui.console.wording import SCENE_ICONS, scene_name
from app.ui.desk import Desk
from app.ui.room_screen.compose import grab_scene
from app.ui.room_screen.model import RoomModel
from app.ui.widgets.button import Button, IconButton
from app.ui.widgets.panel import Panel
from app.ui.widgets.sidebar_list import Row, SidebarList
from app.ui.widgets.spoken_role import name_box
from app.ui.widgets.still_fields import DropDown
from app.ui.widgets.text import Label

PICTURE = QSize(144, 81)
"""Of the preview, at 100 % text."""

OFFERED = tuple(scene.value for scene in Scene if scene is not Scene.BLACKOUT)


class ScenePicker(Panel):
    """The scenes; nothing reaches the room before a button is pressed.

    Signals:
        closed(): a scene was shown, or the picker put away.
    """

    closed = Signal()

    def __init__(
        self, desk: Desk, model: RoomModel | None = None, parent: QWidget | None = None
    ) -> None:
        """Build the picker; without the room's ``model`` the choice has no picture."""
        super().__init__(_("Scenes"), flat=True, parent=parent)
        self.setObjectName("console.scenes")
        self._desk, self._model = desk, model
        close = IconButton("x", _("Close"))
        close.setObjectName("console.scenes.close")
        on_click(close, self.closed.emit)
        self._follow = Button(_("Follow the agenda"), kind="quiet")
        self.add_action(self._follow)
        self.add_action(close)
        self._picture = QLabel()
        self._picture.setAccessibleName(_("Preview"))
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._list = SidebarList(_("Scenes"))
        self._list.setObjectName("console.scenes.list")
        self._list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._list.setMinimumHeight(theme.scaled(120))
        self._list.section_chosen.connect(self._on_list_section_chosen)
        self._list.itemActivated.connect(self._on_list_item_activated)
        self._which = DropDown()
        self._which.setObjectName("console.scenes.which")
        name_box(self._which, _("Which one"))
        self._which.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._which.currentIndexChanged.connect(self._on_which_current_index_changed)
        self._note = Label(role="small")
        self._show = Button(_("Show"), kind="primary")
        self._hold = Button(_("Show and hold"))
        for button, name, act in (
            (self._show, "show", lambda: self.show_scene(held=False)),
            (self._hold, "hold", lambda: self.show_scene(held=True)),
            (self._follow, "follow", self.follow),
        ):
            button.setObjectName(f"console.scenes.{name}")
            on_click(button, act)
        self._hold.setToolTip(_("It stays when the agenda moves on"))
        self.body.setSpacing(theme.scaled(6))
        self.add(self._list, 1)
        self.add(self._which)
        self.add(self._note)
        self.add(self._foot())
        self.body.addStretch(0)

    def _foot(self) -> QWidget:
        """Return the preview with the buttons beside it."""
        buttons = QVBoxLayout()
        buttons.setSpacing(theme.scaled(4))
        for button in (self._show, self._hold):
            buttons.addWidget(button)
        foot = QWidget()
        across = QHBoxLayout(foot)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(theme.scaled(8))
        across.addWidget(self._picture)
        across.addLayout(buttons, 1)
        return foot

    def set_room(self, pixels: int) -> None:
        """Stand in no more than ``pixels`` of height: the list scrolls, the buttons show."""
        others = self.minimumSizeHint().height() - self._list.minimumHeight()
        self._list.setMaximumHeight(max(self._list.minimumHeight(), pixels - others))

    def open(self) -> None:
        """Offer the scenes, the one on show being chosen."""
        snapshot = self._desk.snapshot
        shown = snapshot.shown(self._desk.rundown()).scene.value
        self._list.set_rows([_row(snapshot, scene) for scene in OFFERED])
        self._list.select(shown if shown in OFFERED else Scene.CLOCK.value)
        self._fill_which()
        self._show_choice()
        self._list.setFocus()

    def refresh(self) -> None:
        """Follow what changed elsewhere."""
        state = self._desk.snapshot.scene
        self._follow.setVisible(bool(state.override))
        self._list.set_rows([_row(self._desk.snapshot, scene) for scene in OFFERED])

    def chosen(self) -> tuple[str, dict[str, Any]]:
        """Return the chosen scene and its arguments."""
        scene = self._list.current_id() or Scene.CLOCK.value
        name = _ARGUMENT.get(scene)
        known = self._which.currentData()
        return scene, ({name: known} if name and known else {})

    def show_scene(self, *, held: bool) -> None:
        """Show the chosen scene to the room."""
        scene, arguments = self.chosen()
        kept = turn_arguments(self._desk.snapshot.scene.arguments)
        self._desk.submit(ShowScene(scene=scene, arguments={**kept, **arguments}, held=held))
        self.closed.emit()

    def follow(self) -> None:
        """Let the agenda decide again."""
        self._desk.submit(ShowScene(scene=""))
        self.closed.emit()

    def _fill_which(self) -> None:
        scene = self._list.current_id()
        choices = _choices(self._desk.snapshot, scene, self._desk.language)
        self._which.blockSignals(True)
        self._which.clear()
        for known, label in choices:
            self._which.addItem(label, known)
        self._which.blockSignals(False)
        self._which.setVisible(len(choices) > 1)

    def _show_choice(self) -> None:
        scene, arguments = self.chosen()
        revealed = self._desk.snapshot.workshop.revealed_at is not None
        hidden = scene in HIDDEN_UNTIL_REVEAL and not revealed
        self._note.setText(_("The room sees the clock until you reveal the results."))
        self._note.setVisible(hidden)
        self._follow.setVisible(bool(self._desk.snapshot.scene.override))
        self._picture.setVisible(self._model is not None)
        if self._model is None:
            return
        # By the room's own rule, so that a mirrored display tells no score before the reveal.
        wished = SceneState(override=scene, arguments=arguments)
        context = replace(self._model.context, shown=shown_scene(wished, "", revealed=revealed))
        ratio = self.devicePixelRatioF()
        size = QSize(theme.scaled(PICTURE.width()), theme.scaled(PICTURE.height()))
        picture = QPixmap.fromImage(grab_scene(context, size * ratio))
        picture.setDevicePixelRatio(ratio)
        self._picture.setPixmap(picture)
        self._picture.setFixedSize(size)

    def _on_list_section_chosen(self, scene: str) -> None:
        self._fill_which()
        self._show_choice()

    def _on_list_item_activated(self) -> None:
        self.show_scene(held=False)

    def _on_which_current_index_changed(self, index: int) -> None:
        self._show_choice()


_ARGUMENT = {
    "reasons": "dimension_id",
    "data": "dataset_id",
    "groups": "seating_id",
}


def _row(snapshot: Snapshot, scene: str) -> Row:
    state = snapshot.scene
    here = scene == state.override
    detail = (_("held") if state.held else _("chosen")) if here else ""
    return Row(
        row_id=scene,
        title=scene_name(scene),
        detail=detail,
        icon_name=SCENE_ICONS[scene],
        icon_role="accent" if here else "quiet_ink",
    )


def _choices(snapshot: Snapshot, scene: str, language: str) -> list[tuple[str, str]]:
    """Return what a scene can show one of, as (id, label)."""
    if scene == Scene.REASONS:
        return [
            (d.id, f"{d.number} · {say(d.short_name, language)}")
            for d in snapshot.framework.dimensions
        ]
    if scene == Scene.DATA:
        return [(d.id, d.title) for d in snapshot.datasets if getattr(d, "shown", True)]
    if scene == Scene.GROUPS:
        return [
            (plan.seating.id, say(plan.seating.title, language) or _("Seating {n}").format(n=n))
            for n, plan in enumerate(snapshot.seatings, 1)
            if plan.groups
        ]
    return []
