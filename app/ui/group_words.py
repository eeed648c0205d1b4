"""What a group is called where it stands by itself."""

from app.i18n import _

SHORT = 3
"""Letters up to which a label is only a letter or number, and wants the word before it."""


def group_title(label: str) -> str:
    """Return "Group A" for "A", and a longer label as it is: it is a name already."""
    return _("Group {label}").format(label=label) if len(label) <= SHORT else label
