"""What a group is called where it stands by itself, and within a sentence."""

from app.domain.seating import is_name
from app.i18n import _


def group_title(label: str) -> str:
    """Return "Group A" for "A", and a longer label as it is: it is a name already."""
    return label if is_name(label) else _("Group {label}").format(label=label)


def group_inside(label: str) -> str:
    """Return the same within a sentence: "group A", or the name."""
    return label if is_name(label) else _("group {label}").format(label=label)
