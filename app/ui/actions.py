"""Every action of the running day in one table: menus, buttons, keys and the cheat card use it.

A key works anywhere in its window except where somebody types; a presenter's remote (Page Up and
Page Down) therefore turns the day's pages whatever was pressed last.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from app.i18n import N_, _

LIVE_KEYS = "live_keys"
"""Property of an item view that leaves the arrow and page keys to the day's actions."""

_TYPED_INTO = ("QLineEdit", "QTextEdit", "QPlainTextEdit", "QAbstractSpinBox", "QComboBox")
_STEERED = ("QRadioButton", "QAbstractSlider", "QTabBar", "QAbstractItemView")
# Classes of Qt by their names: Python makes a class when it is first touched, and the window's
# first picture needs none of these.
_STEERING_KEYS = {"Left", "Right", "PgUp", "PgDown"}


@dataclass(frozen=True, kw_only=True)
class ActionSpec:
    """One action.

    Attributes:
        action_id: its name; :class:`app.ui.console.day_actions.DayActions` has a method of the same
            name for every action of the group "day" and "room".
        label: English words, to be translated where they are shown.
        keys: portable key names, the one to tell people first.
        icon_name: its picture.
        group: "day" (clock), "room" (room screen) or "window".
        in_text: whether its keys work while somebody types.

    """

    action_id: str
    label: str
    keys: tuple[str, ...] = ()
    icon_name: str = ""
    group: str = "day"
    in_text: bool = False


ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec(
        action_id="next", label=N_("Next"), keys=("PgDown", "Right"), icon_name="skip-forward"
    ),
    ActionSpec(action_id="back", label=N_("Back"), keys=("PgUp", "Left"), icon_name="skip-back"),
    ActionSpec(action_id="pause", label=N_("Pause or go on"), keys=("P",), icon_name="pause"),
    ActionSpec(
        action_id="add_minute", label=N_("One minute more"), keys=("+", "="), icon_name="plus"
    ),
    ActionSpec(
        action_id="take_minute", label=N_("One minute less"), keys=("-",), icon_name="minus"
    ),
    ActionSpec(
        action_id="add_five", label=N_("Five minutes more"), icon_name="alarm-clock-plus"
    ),
    ActionSpec(
        action_id="next_turn", label=N_("Next group’s turn"), keys=("T",), icon_name="repeat"
    ),
    ActionSpec(action_id="undo", label=N_("Undo"), keys=("Ctrl+Z",), icon_name="undo-2"),
    ActionSpec(
        action_id="blackout", label=N_("Dark room screen, or light"), keys=("B", "."),
        icon_name="monitor-off", group="room",
    ),
    ActionSpec(
        action_id="norms", label=N_("Norms on the room screen, or away"), keys=("N",),
        icon_name="heart-handshake", group="room",
    ),
    ActionSpec(
        action_id="choose_scene", label=N_("Change scene"), keys=("S",), icon_name="presentation",
        group="room",
    ),
    ActionSpec(
        action_id="write_message", label=N_("Message to the room"), keys=("M",),
        icon_name="megaphone", group="room",
    ),
    ActionSpec(
        action_id="ask_reveal", label=N_("Reveal results…"), keys=("R",), icon_name="eye",
        group="room",
    ),
    ActionSpec(
        action_id="room_screen", label=N_("Room screen on the projector, or away"), keys=("F5",),
        icon_name="monitor", group="window", in_text=True,
    ),
    ActionSpec(action_id="help", label=N_("Help"), keys=("F1",), icon_name="circle-help",
               group="window", in_text=True),
    ActionSpec(action_id="leave_full_screen", label=N_("Leave full screen"), keys=("Esc",),
               icon_name="minimize", group="window"),
)  # fmt: skip

_BY_ID = {spec.action_id: spec for spec in ACTIONS}


def spec(action_id: str) -> ActionSpec:
    """Return one action; KeyError for an unknown one."""
    return _BY_ID[action_id]


def key_words(action_id: str) -> str:
    """Return the key to tell people, in their system's words ("Page Down"), or ""."""
    keys = _BY_ID[action_id].keys
    return QKeySequence(keys[0]).toString(QKeySequence.SequenceFormat.NativeText) if keys else ""


def hint(action_id: str) -> str:
    """Return the label with its key, as tooltips say it: "Norms … (N)"."""
    label, keys = _(_BY_ID[action_id].label), key_words(action_id)
    return _("{label} ({key})").format(label=label, key=keys) if keys else label


def action_for_key(key: int, modifiers: Qt.KeyboardModifier | None = None) -> str:
    """Return the id of the action that a key stands for (room screen, remote), or ""."""
    plain = Qt.KeyboardModifier.NoModifier if modifiers is None else modifiers
    plain &= ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
    pressed = QKeySequence(key | plain.value).toString(QKeySequence.SequenceFormat.PortableText)
    return next((s.action_id for s in ACTIONS if pressed in s.keys), "")


def types_here(widget: QWidget | None) -> bool:
    """Tell whether keys pressed in ``widget`` are typing."""
    return widget is not None and any(widget.inherits(name) for name in _TYPED_INTO)


def steers_here(widget: QWidget | None) -> bool:
    """Tell whether arrow and page keys move something in ``widget``."""
    if widget is None or widget.property(LIVE_KEYS):
        return False
    return any(widget.inherits(name) for name in _STEERED)


class ActionKeys(QObject):
    """The table's actions in one window; menus take ``action(id)`` from here.

    Signals:
        triggered(str): an action's key was pressed, or its menu entry chosen.
    """

    triggered = Signal(str)

    def __init__(self, window: QWidget) -> None:
        """Make the actions and listen to where the focus goes."""
        super().__init__(window)
        self._window = window
        self._actions = {each.action_id: self._make(each) for each in ACTIONS}
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_application_focus_changed)
        self._follow(QApplication.focusWidget())

    def action(self, action_id: str) -> QAction:
        """Return the action for a menu."""
        return self._actions[action_id]

    def retranslate(self) -> None:
        """Say the labels in the language of the moment."""
        for each in ACTIONS:
            self._actions[each.action_id].setText(_(each.label))

    def _make(self, each: ActionSpec) -> QAction:
        action = QAction(_(each.label), self._window)
        action.setObjectName(f"action.{each.action_id}")
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.setAutoRepeat(False)
        action.triggered.connect(lambda _on=False, known=each.action_id: self.triggered.emit(known))
        self._window.addAction(action)
        return action

    def _on_application_focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        if new is None or new.window() is self._window.window():
            self._follow(new)

    def _follow(self, widget: QWidget | None) -> None:
        """Keep the keys alive, or leave them to the widget that has the focus."""
        typing, steering = types_here(widget), steers_here(widget)
        for each in ACTIONS:
            keys: Iterable[str] = each.keys
            if typing and not each.in_text:
                keys = ()
            elif steering:
                keys = (key for key in each.keys if key not in _STEERING_KEYS)
            wanted = [QKeySequence(key) for key in keys]
            action = self._actions[each.action_id]
            if action.shortcuts() != wanted:
                action.setShortcuts(wanted)
