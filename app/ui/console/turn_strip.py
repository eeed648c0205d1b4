"""Report-outs: whose turn, how long it still lasts, who is next."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.turns import Turn
from app.i18n import _
from app.ui import theme
from app.ui.console.day_actions import DayActions
from app.ui.console.pieces import ElidedLabel, on_click
from app.ui.console.wording import seconds_shown
from app.ui.group_words import group_inside, group_title
from app.ui.widgets.badge import Badge
from app.ui.widgets.big_clock import BigClock
from app.ui.widgets.button import Button, IconButton


class TurnStrip(QFrame):
    """One line with a clock of its own, shown only while groups report."""

    def __init__(self, actions: DayActions, parent: QWidget | None = None) -> None:
        """Start hidden."""
        super().__init__(parent)
        self.setProperty("piece", "panel")
        self.setObjectName("console.turn")
        self._badge = Badge("", size=34)
        self._who = ElidedLabel(role="strong")
        self._who.setObjectName("console.turn.who")
        self._next = ElidedLabel(role="small")
        self._clock = BigClock(40)
        self._clock.setObjectName("console.turn.clock")
        self._back = IconButton("skip-back", _("Back to the group before"))
        self._back.setObjectName("console.turn.back")
        self._forward = Button(_("Next turn"), icon_name="repeat")
        self._forward.setObjectName("console.turn.next")
        on_click(self._back, actions.last_turn)
        on_click(self._forward, actions.next_turn)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._who)
        words.addWidget(self._next)
        across = QHBoxLayout(self)
        pad = theme.scaled(10)
        across.setContentsMargins(pad, theme.scaled(6), pad, theme.scaled(6))
        across.setSpacing(pad)
        across.addWidget(self._badge)
        across.addLayout(words, 1)
        self._clock.setFixedSize(theme.scaled(120), theme.scaled(44))
        across.addWidget(self._clock)
        across.addWidget(self._back)
        across.addWidget(self._forward)
        self.hide()

    def show_turn(self, turn: Turn | None, paused: bool) -> None:
        """Show a turn; None hides the strip."""
        self.setVisible(turn is not None)
        if turn is None:
            return
        label = turn.group.label
        self._badge.set_letters(label[:2], label)
        self._who.set_words(
            _("{group} · turn {k} of {n}").format(
                group=group_title(label), k=turn.number + 1, n=len(turn.groups)
            )
        )
        following = turn.next_group
        self._next.set_words(
            _("then {group}").format(group=group_inside(following.label))
            if following
            else _("the last turn")
        )
        self._clock.set_seconds(seconds_shown(turn.remaining_seconds), paused)
        self._back.setEnabled(turn.number > 0)
        self._forward.setEnabled(following is not None)
