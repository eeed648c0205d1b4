"""The records of a framework pack: everything that stands in for the Diagnostic's own text.

A pack is data that an organisation may replace; nothing in the program knows a dimension, a norm or
a level by its words. All texts are in every language of the pack (`app.domain.text.Text`). Ids are
stable for good: ratings, notes and interests refer to them, so an id may be retired but is never
reused for something else.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.text import Text

SCENES = (
    "welcome",
    "agenda",
    "clock",
    "norms",
    "icebreaker",
    "equity",
    "history",
    "data",
    "how_to_score",
    "groups",
    "join",
    "results",
    "reflect",
    "reasons",
    "notes",
    "next_steps",
    "closing",
    "blackout",
)
"""What the room screen can show while an activity runs; `reflect` is results with a question."""

MODES = ("plenary", "groups", "report_outs")
"""How an activity runs: everyone together, at the tables, or one timed turn per group."""

MINUTES_SOURCES = ("published", "app default")
"""Where a block's length comes from: the published sample agenda, or this program."""

PURPOSES = (
    "icebreaker",
    "score",
    "discussion",
    "interpretation",
    "equity",
    "next_steps",
    "closing",
)
"""What a prompt is for."""


class Lens(StrEnum):
    """The two questions that every dimension is scored on."""

    FOUNDATIONS = "foundations"
    ACCESS = "access"


@dataclass(frozen=True, kw_only=True)
class Level:
    """One step of a scale. `position` counts from 1, the lowest, and is what charts show."""

    id: str
    position: int
    name: Text
    description: Text
    retired: bool = False


@dataclass(frozen=True, kw_only=True)
class LensScale:
    """The levels of one lens in rising order, and the question that they answer."""

    lens: Lens
    name: Text
    question: Text
    levels: tuple[Level, ...]

    @property
    def offered(self) -> tuple[Level, ...]:
        """The levels that can still be chosen (not retired)."""
        return tuple(level for level in self.levels if not level.retired)


@dataclass(frozen=True, kw_only=True)
class KeyQuestion:
    """A question inside a dimension. `code` is what people see ("2.1", or our own "4.a")."""

    id: str
    code: str
    text: Text


@dataclass(frozen=True, kw_only=True)
class Dimension:
    """One of the resources that a district is looked at for.

    `aliases` holds other names in all languages, for matching what people typed in forms.
    `level_notes` says per level id what that level looks like here; a level without a note is
    described by its scale. `icon` is a name of the program's icon set.
    """

    id: str
    number: int
    name: Text
    short_name: Text
    vision: Text
    aliases: tuple[str, ...]
    questions: tuple[KeyQuestion, ...]
    look_fors: tuple[Text, ...]
    level_notes: dict[str, Text] = field(default_factory=dict)
    icon: str = ""


@dataclass(frozen=True, kw_only=True)
class NormTemplate:
    """A norm to offer the room: its name and one line that explains it."""

    id: str
    name: Text
    text: Text


@dataclass(frozen=True, kw_only=True)
class PromptTemplate:
    """A question or task put to the room or to a group; `purpose` is one of `PURPOSES`."""

    id: str
    purpose: str
    text: Text


@dataclass(frozen=True, kw_only=True)
class ActivityTemplate:
    """A step of the agenda: its minutes, what the room reads, what the facilitator reads.

    `prompt` is always filled; when `prompt_id` is given and the pack has no words of its own for
    the activity, it holds that prompt's words.
    """

    id: str
    minutes: int
    title: Text
    prompt_id: str | None
    prompt: Text
    notes: Text
    scene: str
    mode: str


@dataclass(frozen=True, kw_only=True)
class BlockTemplate:
    """A named part of the day. `minutes_source` is one of `MINUTES_SOURCES`."""

    id: str
    title: Text
    minutes_source: str
    activities: tuple[ActivityTemplate, ...]

    @property
    def minutes(self) -> int:
        """Planned length: the sum of its activities, in minutes."""
        return sum(activity.minutes for activity in self.activities)


@dataclass(frozen=True, kw_only=True)
class StudentGroup:
    """A group of students whose access to a resource is looked at."""

    id: str
    name: Text


@dataclass(frozen=True, kw_only=True)
class ChecklistTemplate:
    """One thing to have ready before the day."""

    id: str
    text: Text


@dataclass(frozen=True, kw_only=True)
class Framework:
    """A whole pack. A workshop keeps a snapshot of one; `version` rises with each edit.

    `scales` is keyed by the number of levels ("3", "4", "5"), each value holding the foundations
    scale and then the access scale. `mark` is shown wherever the pack's stand-in text could be
    taken for the official one.
    """

    id: str
    version: int
    title: Text
    mark: Text
    languages: tuple[str, ...]
    scales: dict[str, tuple[LensScale, LensScale]]
    dimensions: tuple[Dimension, ...]
    norms: tuple[NormTemplate, ...]
    prompts: tuple[PromptTemplate, ...]
    blocks: tuple[BlockTemplate, ...]
    student_groups: tuple[StudentGroup, ...]
    gap_statement: Text
    equity_ideas: tuple[Text, ...]
    how_to_score: tuple[Text, ...]
    checklist: tuple[ChecklistTemplate, ...]
    missed: Text
    active_scale: str = "4"

    def scale(self, lens: Lens) -> LensScale:
        """The active scale of `lens`."""
        foundations, access = self.scales[self.active_scale]
        return foundations if lens is Lens.FOUNDATIONS else access

    def dimension(self, dimension_id: str) -> Dimension:
        """The dimension with that id; KeyError when the pack has none."""
        for dimension in self.dimensions:
            if dimension.id == dimension_id:
                return dimension
        raise KeyError(dimension_id)

    def level(self, level_id: str) -> Level:
        """The level with that id, in any of the scales and also when retired; KeyError if none.

        Level ids are unique over all scales, so a rating still reads right after the scale changed.
        """
        for pair in self.scales.values():
            for scale in pair:
                for level in scale.levels:
                    if level.id == level_id:
                        return level
        raise KeyError(level_id)

    def prompt(self, prompt_id: str) -> PromptTemplate:
        """The prompt with that id; KeyError when the pack has none."""
        for prompt in self.prompts:
            if prompt.id == prompt_id:
                return prompt
        raise KeyError(prompt_id)

    def prompts_for(self, purpose: str) -> tuple[PromptTemplate, ...]:
        """The prompts with that purpose, in the pack's order."""
        return tuple(prompt for prompt in self.prompts if prompt.purpose == purpose)

    def level_text(self, dimension_id: str, level_id: str) -> Text:
        """What `level_id` looks like in that dimension, or its general description."""
        level = self.level(level_id)
        return self.dimension(dimension_id).level_notes.get(level_id, level.description)

    @property
    def minutes(self) -> int:
        """Planned length of the whole agenda, in minutes."""
        return sum(block.minutes for block in self.blocks)
