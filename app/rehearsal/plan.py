"""What people say and score on the rehearsed day: invented, and the same for the same seed."""

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.domain.framework import Framework, Lens
from app.domain.seating import Group
from app.paths import resource_path


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One group's answer for one dimension; levels are ids, "" for "cannot tell".

    ``not_scored`` holds the group's words where it chose not to score; levels are then "".
    """

    group_id: str
    dimension_id: str
    levels: dict[Lens, str]
    reasons: dict[Lens, str]
    evidence: str
    student_groups: tuple[str, ...]
    other_view: str
    need: tuple[str, str]
    not_scored: str = ""


def answer_from(row: dict[str, Any]) -> Answer:
    """Return an answer from what :func:`dataclasses.asdict` and JSON made of it."""
    by_lens = {name: {Lens(lens): v for lens, v in row[name].items()} for name in _BY_LENS}
    lists = {name: tuple(row[name]) for name in ("student_groups", "need")}
    return Answer(**{**row, **by_lens, **lists})


_BY_LENS = ("levels", "reasons")


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Everything that is said on the rehearsed day."""

    answers: tuple[Answer, ...]
    history: tuple[str, ...]
    efforts: tuple[str, ...]
    notes: tuple[tuple[str, str], ...]
    themes: tuple[str, ...]
    next_steps: tuple[dict[str, Any], ...]

    def of_group(self, group_id: str) -> tuple[Answer, ...]:
        """Return a group's answers in the order of its dimensions."""
        return tuple(answer for answer in self.answers if answer.group_id == group_id)


def make_plan(framework: Framework, groups: Sequence[Group], seed: int) -> Plan:
    """Return the day's plan: the same seed, framework and groups give the same plan."""
    chance = random.Random(seed)
    bank = json.loads(resource_path("sample", "day.json").read_text("utf-8"))
    answers = [
        _answer(framework, group.id, dimension, bank["dimensions"][dimension], chance)
        for group in groups
        for dimension in group.dimensions
    ]
    answers = _with_other_standings(answers, bank["chose_not"])
    return Plan(
        answers=tuple(answers),
        history=tuple(bank["history"]),
        efforts=tuple(bank["efforts"]),
        notes=tuple((kind, text) for kind, texts in bank["notes"].items() for text in texts),
        themes=tuple(bank["themes"]),
        next_steps=tuple(bank["next_steps"]),
    )


def _answer(
    framework: Framework,
    group_id: str,
    dimension_id: str,
    words: dict[str, Any],
    chance: random.Random,
) -> Answer:
    levels = {}
    place = 0
    for lens in (Lens.FOUNDATIONS, Lens.ACCESS):
        offered = framework.scale(lens).offered
        if lens is Lens.FOUNDATIONS:
            place = chance.randrange(1, len(offered))
        else:
            place = max(0, min(len(offered) - 1, place - chance.choice((0, 1, 1, 2))))
        levels[lens] = offered[place].id
    pick = chance.randrange(2)
    return Answer(
        group_id=group_id,
        dimension_id=dimension_id,
        levels=levels,
        reasons={lens: words[lens.value][pick] for lens in Lens},
        evidence=words["evidence"],
        student_groups=tuple(words["groups"]),
        other_view=words["other_view"],
        need=(words["need"][0], words["need"][1]),
    )


def _with_other_standings(answers: list[Answer], chose_not: str) -> list[Answer]:
    """Let one group be unable to tell, and another choose not to score."""
    changed = list(answers)
    if len(changed) > 2:
        first = changed[1]
        changed[1] = _replaced(first, {**first.levels, Lens.ACCESS: ""}, "")
    if len(changed) > 4:
        last = changed[-1]
        changed[-1] = _replaced(last, dict.fromkeys(Lens, ""), chose_not)
    return changed


def _replaced(answer: Answer, levels: dict[Lens, str], not_scored: str) -> Answer:
    return Answer(
        group_id=answer.group_id,
        dimension_id=answer.dimension_id,
        levels=levels,
        reasons=answer.reasons if not not_scored else {},
        evidence=answer.evidence,
        student_groups=answer.student_groups,
        other_view=answer.other_view,
        need=answer.need,
        not_scored=not_scored,
    )
