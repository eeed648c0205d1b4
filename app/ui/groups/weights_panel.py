"""What counts when the program seats people: how much each part of the mix weighs."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.grouping import Weights
from app.i18n import _
from app.ui import theme
from app.ui.prepare.captioned import Captioned
from app.ui.widgets.button import Button
from app.ui.widgets.flow_box import FlowBox
from app.ui.widgets.panel import Panel
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.text import Label

_NAMED = 240
"""Pixels at 100 % in which the longest name of a part has room on one line."""


class WeightsPanel(Panel):
    """Four parts, each of them not at all, some or much; what always holds stands above.

    Signals:
        weights_chosen(dict): those that are not the usual, after somebody chose; {} for all usual.
    """

    weights_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with the usual weights, hidden."""
        super().__init__(_("What counts"), parent=parent)
        self.setObjectName("groups.weights.panel")
        self.add(
            Label(
                _(
                    "Rules always come first: a place that people can use, private wishes, nobody "
                    "beside their supervisor, interpreters with those who need them, groups of "
                    "even size, and no advocate alone. Then comes the mix, then interests, then "
                    "perspectives."
                ),
                role="small",
            )
        )
        usual = self._weights = Weights()
        self._parts = {
            "roles": (_("Roles mixed"), usual.roles, (0, 1, 3)),
            "affiliations": (_("Schools and organizations mixed"), usual.affiliations, (0, 1, 6)),
            "interests": (_("Dimensions that people asked for"), usual.interests, (0, 1)),
            "perspectives": (_("Different perspectives"), usual.perspectives, (0, 1)),
        }
        self._choices: dict[str, Segmented] = {}
        captioned: list[Captioned] = []
        for part, (words, now, offered) in self._parts.items():
            names = (_("No"), _("Yes")) if len(offered) == 2 else (_("No"), _("Some"), _("Much"))
            choices = [(str(n), name) for n, name in zip(offered, names, strict=True)]
            choice = Segmented(choices, str(now), words)
            choice.setObjectName(f"groups.weights.{part}")
            choice.chosen.connect(lambda value, name=part: self._choose({name: int(value)}))
            self._choices[part] = choice
            captioned.append(Captioned(words, choice))
            captioned[-1].setMinimumWidth(theme.scaled(_NAMED))
        # They flow: large text leaves no room for a name and all its choices on one line.
        self.add(FlowBox(captioned, theme.scaled(16)))
        self._usual = Button(_("Back to the usual"), kind="quiet", icon_name="rotate-ccw")
        self._usual.setObjectName("groups.weights.usual")
        self._usual.clicked.connect(lambda: self.weights_chosen.emit({}))
        self.add(FlowBox((self._usual,)))
        self.show_weights(usual)
        self.hide()

    def show_weights(self, weights: Weights) -> None:
        """Show what a seating keeps."""
        self._weights = weights
        for part, choice in self._choices.items():
            choice.set_value(str(getattr(weights, part)))
        self._usual.setEnabled(bool(weights.named))

    def _choose(self, part: dict[str, int]) -> None:
        self.weights_chosen.emit(replace(self._weights, **part).named)
