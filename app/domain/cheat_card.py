"""The cheat card: one page with the keys of the day and what to do when something goes wrong."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class CardLine:
    """One line: what stands on the keys, and what they do; or a question and its answer."""

    left: str
    right: str


@dataclass(frozen=True, kw_only=True)
class CardPart:
    """A heading and its lines."""

    title: str
    lines: tuple[CardLine, ...]


@dataclass(frozen=True, kw_only=True)
class CheatCard:
    """What is on the card, in words of one language.

    Attributes:
        keys: parts whose lines are keys.
        answers: the part whose lines are questions and answers.

    """

    title: str
    lead: str
    language: str
    keys: tuple[CardPart, ...]
    answers: CardPart
