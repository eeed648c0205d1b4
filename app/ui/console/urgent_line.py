"""One line of what cannot wait."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Urgent:
    """One line.

    Attributes:
        key: what it is about, so that a line keeps its place while its words change.
        text: one sentence.
        action: "helped:GROUP", "score:GROUP", "overrun", "counts:EVENT", a page's name or "".
        label: the action's words.
        other: the other answer to a question, "unused:EVENT", or "".
        other_label: its words.

    """

    key: str
    text: str
    action: str = ""
    label: str = ""
    other: str = ""
    other_label: str = ""
