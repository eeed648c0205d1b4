"""How a dataset is meant: its kind, and what is hoped for of its numbers."""

from app.domain.bar_tables import KIND_NAMES
from app.domain.relations import NAMES
from app.i18n import _
from app.ui.prepare.choice import Choice
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.spoken_role import name_box


def kind_choice(name: str) -> Segmented:
    """Return the choice between kinds of data."""
    made = Segmented([(key, _(words)) for key, words in KIND_NAMES.items()], name=_("Kind of data"))
    made.setObjectName(name)
    return made


def relation_choice(name: str) -> Choice:
    """Return the choice of how the groups' numbers should stand to each other."""
    made = Choice([(each.value, _(words)) for each, words in NAMES.items()])
    name_box(made, _("To aim at"))
    made.setObjectName(name)
    return made
