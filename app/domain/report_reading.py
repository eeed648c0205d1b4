"""Reading a report out of a snapshot: names left out, and free words too where it is to be shared.

What a report must not hold is dropped here, before anything is drawn, so that no builder can leak
it by mistake.
"""

from dataclasses import replace
from datetime import datetime
from functools import cached_property

from app.domain.cells import CellKey, Field
from app.domain.framework import Dimension, Lens
from app.domain.notes import HIDDEN, Note
from app.domain.people import Arrival, Role, told_apart
from app.domain.report import (
    DataText,
    DimensionText,
    GroupAnswer,
    GroupText,
    LensText,
    LevelText,
    NeedText,
    NextMeeting,
    NormText,
    PromptNotes,
    Purpose,
    QuestionAnswer,
    ReportInput,
    RoleCount,
    StepText,
)
from app.domain.report_agenda import agenda_blocks
from app.domain.report_data import data_texts
from app.domain.report_names import NameCover
from app.domain.results import DimensionResult, Mark, ResultsTable
from app.domain.results_reading import cell_words, chose_not_words, results_table, scorers
from app.domain.rundown import Phase
from app.domain.seating import NEXT_STEPS, Group
from app.domain.snapshot import Snapshot
from app.domain.text import say
from app.domain.workshop import local_time
from app.domain.written_cells import place
from app.i18n import translator


def report_input(
    snapshot: Snapshot,
    language: str,
    *,
    now: datetime,
    names: bool = False,
    purpose: Purpose = Purpose.FULL,
) -> ReportInput:
    """Return what a report in ``language`` is made from, at the moment ``now`` (UTC).

    With ``names`` the hosts and the group lists are named; otherwise no identity is in it, and the
    full names of participants are covered in everybody's free words too.
    """
    return _Reading(snapshot, language, now, names, purpose).build()


class _Reading:
    """One pass over a snapshot."""

    def __init__(
        self, snapshot: Snapshot, language: str, now: datetime, names: bool, purpose: Purpose
    ) -> None:
        self.snapshot = snapshot
        self.language = language
        self.now = now
        self.names = names
        self.purpose = purpose
        self.with_words = purpose is Purpose.FULL
        self.cover = NameCover(() if names else _full_names(snapshot), language)
        self.numbers = {d.id: d.number for d in snapshot.framework.dimensions}

    def build(self) -> ReportInput:
        """Return the whole input."""
        shot, workshop, pack = self.snapshot, self.snapshot.workshop, self.snapshot.framework
        local_now = local_time(workshop, self.now)
        day = shot.rundown(self.now)
        full = self.with_words
        results = self.results()
        dimensions = tuple(self.dimension(d, results) for d in pack.dimensions)
        found = ReportInput(
            purpose=self.purpose,
            language=self.language,
            languages=workshop.languages,
            lineage=workshop.lineage,
            time_zone=workshop.time_zone,
            district=workshop.district,
            day=workshop.date,
            place=workshop.place,
            start=workshop.start_time,
            planned_end=workshop.planned_end_time,
            made_on=local_now.date(),
            made_at=local_now.strftime("%H:%M"),
            approved=workshop.approved_at is not None,
            adopted_at=self.clock(workshop.norms_adopted_at),
            started=day.started_at is not None,
            finished=day.phase is Phase.FINISHED,
            names=self.names,
            sample=workshop.sample,
            hosts=_hosts(shot) if self.names else (),
            framework_title=self.say(pack.title),
            mark=self.say(pack.mark),
            gap_statement=self.say(pack.gap_statement),
            how_to_score=tuple(self.say(line) for line in pack.how_to_score),
            results=results,
            lenses=tuple(self.lens(None, lens) for lens in Lens),
            dimensions=dimensions,
            groups=tuple(self.group(g) for g in shot.groups),
            next_groups=self.next_groups(),
            roles=self.roles(),
            norms=tuple(
                NormText(name=self.say(norm.name), text=self.say(norm.text)) for norm in shot.norms
            ),
            agenda=agenda_blocks(shot, self.language, self.now),
            prompts=self.prompts(),
            themes=self.themes() if full else (),
            hidden_notes=sum(note.place == HIDDEN for note in shot.notes) if full else 0,
            history=self.history("history") if full else (),
            efforts=self.history("effort") if full else (),
            datasets=self.data(),
            next_steps=self.steps() if self.purpose is not Purpose.PAPER else (),
            data_needs=self.needs("") if full else (),
            next_meeting=_next_meeting(shot),
        )
        return replace(found, names_left_out=self.cover.count)

    def data(self) -> tuple[DataText, ...]:
        """Return the district's data, which the page that is handed out at once is without."""
        if self.purpose is Purpose.SHARE:
            return ()
        pack = self.snapshot.framework
        return data_texts(self.snapshot.datasets, self.numbers, pack, self.language)

    def say(self, text: dict[str, str]) -> str:
        """Return a text in the report's language."""
        return say(text, self.language)

    def clock(self, moment: datetime | None) -> str:
        """Return a moment as local "HH:MM", or ""."""
        return local_time(self.snapshot.workshop, moment).strftime("%H:%M") if moment else ""

    def results(self) -> ResultsTable:
        """Return the results table: stamped before the reveal, and empty where it may not show."""
        _ = translator(self.language)
        stamp = _("Before the reveal: the facilitator’s own copy") if self.with_words else ""
        table = results_table(self.snapshot, self.language, before_reveal_mark=stamp)
        rows = tuple(self._kept(row, table.may_show) for row in table.rows)
        return replace(table, rows=rows)

    def _kept(self, row: DimensionResult, may_show: bool) -> DimensionResult:
        if self.purpose is Purpose.PAPER or not may_show:
            return replace(row, marks=(), data_needs=0, words=(), agreed=None)
        marks = tuple(replace(m, reason=self.free(m.reason)) for m in row.marks)
        words = tuple((label, self.free(text)) for label, text in row.words)
        return replace(row, marks=marks, words=words if self.with_words else ())

    def free(self, words: str) -> str:
        """Return a participant's free words as this report may carry them."""
        return self.cover.covered(words) if self.with_words else ""

    def lens(self, dimension: Dimension | None, lens: Lens) -> LensText:
        """Return a lens with its levels, as worded for a dimension or in general."""
        pack = self.snapshot.framework
        scale = pack.scale(lens)
        levels = tuple(
            LevelText(
                position=level.position,
                name=self.say(level.name),
                description=self.say(
                    pack.level_text(dimension.id, level.id) if dimension else level.description
                ),
            )
            for level in scale.offered
        )
        return LensText(
            lens=lens, name=self.say(scale.name), question=self.say(scale.question), levels=levels
        )

    def dimension(self, dimension: Dimension, results: ResultsTable) -> DimensionText:
        """Return a dimension with what the groups said about it."""
        row = next(r for r in results.rows if r.dimension_id == dimension.id)
        answers: tuple[GroupAnswer, ...] = ()
        if self.purpose is not Purpose.PAPER and results.may_show:
            answers = tuple(
                self.answer(group, dimension, tuple(m for m in row.marks if m.group_id == group.id))
                for group in scorers(self.snapshot, dimension.id)
            )
        return DimensionText(
            id=dimension.id,
            number=dimension.number,
            name=self.say(dimension.name),
            vision=self.say(dimension.vision),
            questions=tuple((q.code, self.say(q.text)) for q in dimension.questions),
            look_fors=tuple(self.say(line) for line in dimension.look_fors),
            lenses=tuple(self.lens(dimension, lens) for lens in Lens),
            answers=answers,
            needs=self.needs(dimension.id) if self.with_words else (),
        )

    def answer(self, group: Group, dimension: Dimension, marks: tuple[Mark, ...]) -> GroupAnswer:
        """Return one group's answer."""
        if not self.with_words:
            return GroupAnswer(group_label=group.label, marks=marks)
        shot = self.snapshot
        refused = chose_not_words(shot, group.id, dimension.id)
        return GroupAnswer(
            group_label=group.label,
            marks=marks,
            evidence=self.free(cell_words(shot, CellKey(group.id, dimension.id, Field.EVIDENCE))),
            other_view=self.free(
                cell_words(shot, CellKey(group.id, dimension.id, Field.OTHER_VIEW))
            ),
            student_groups=self.student_groups(group, dimension),
            chose_not=None if refused is None else self.free(refused),
            questions=self.question_answers(group, dimension),
        )

    @cached_property
    def _student_groups(self) -> dict[str, str]:
        return {g.id: self.say(g.name) for g in self.snapshot.framework.student_groups}

    @cached_property
    def _words_to_questions(self) -> dict[tuple[str, str, str], list[CellKey]]:
        """The cells of words to single questions, in the order in which they were first written.

        By the ids of group, dimension and question.
        """
        found: dict[tuple[str, str, str], list[CellKey]] = {}
        written = self.snapshot.entries_by_cell
        for cell in sorted(written, key=lambda name: place(written[name][0])):
            key = CellKey.parse(cell)
            if key.question_id and key.field in (Field.REASON, Field.EVIDENCE, Field.OTHER_VIEW):
                of = (key.group_id, key.dimension_id, key.question_id)
                found.setdefault(of, []).append(key)
        return found

    def student_groups(self, group: Group, dimension: Dimension) -> tuple[str, ...]:
        """Return the student groups named: the pack's own in its words, others as written."""
        known = self._student_groups
        state = self.snapshot.cell(CellKey(group.id, dimension.id, Field.STUDENT_GROUPS))
        named = [item for v in state.versions if isinstance(v.value, list) for item in v.value]
        return tuple(known.get(str(item)) or self.free(str(item)) for item in dict.fromkeys(named))

    def question_answers(self, group: Group, dimension: Dimension) -> tuple[QuestionAnswer, ...]:
        """Return what was written to single key questions."""
        found = []
        for question in dimension.questions:
            words = "\n".join(
                text
                for key in self._words_to_questions.get((group.id, dimension.id, question.id), ())
                if (text := self.free(cell_words(self.snapshot, key)))
            )
            if words:
                found.append(QuestionAnswer(code=question.code, words=words))
        return tuple(found)

    def needs(self, dimension_id: str) -> tuple[NeedText, ...]:
        """Return the data needs of a dimension; with "" all of them."""
        found = []
        for need in self.snapshot.data_needs:
            words = self.free(self.snapshot.words(need.id).strip())
            if words and dimension_id in ("", need.dimension_id):
                group = self.snapshot.group(need.group_id)
                found.append(
                    NeedText(
                        text=words,
                        kind=need.kind,
                        group_label=group.label if group else "",
                        dimension_number=self.numbers.get(need.dimension_id, 0),
                    )
                )
        return tuple(found)

    def group(self, group: Group) -> GroupText:
        """Return a table, with its people's names only where they were asked for."""
        plan = next(p for p in self.snapshot.seatings if p.group(group.id))
        members = plan.members(group.id)
        called = told_apart(self.snapshot.people) if self.names else {}
        people = [p for member in members if (p := self.snapshot.person(member)) and called]
        return GroupText(
            label=group.label,
            place=group.place,
            dimension_numbers=tuple(self.numbers[d] for d in group.dimensions if d in self.numbers),
            people=len(members),
            names=tuple(p.name for p in people if p.name),
            listed=tuple(called[p.id] for p in people if p.name),
        )

    def next_groups(self) -> tuple[GroupText, ...]:
        """Return the tables of the second seating."""
        plan = self.snapshot.seating(NEXT_STEPS)
        return tuple(self.group(group) for group in plan.groups) if plan else ()

    def roles(self) -> tuple[RoleCount, ...]:
        """Return how many of each role were invited and came."""
        people = [person.participant for person in self.snapshot.people]
        return tuple(
            RoleCount(
                role=role.value,
                invited=sum(p.role is role for p in people),
                here=sum(p.role is role and p.arrival is Arrival.HERE for p in people),
            )
            for role in Role
        )

    def prompts(self) -> tuple[PromptNotes, ...]:
        """Return every prompt that the day uses, with its notes; loose notes come last."""
        pack = self.snapshot.framework
        words = {prompt.id: self.say(prompt.text) for prompt in pack.prompts}
        purposes = {prompt.id: prompt.purpose for prompt in pack.prompts}
        used: dict[str, str] = {}
        for activity in self.snapshot.agenda.activities:
            if activity.prompt_id:
                default = self.say(activity.prompt)
                used.setdefault(activity.prompt_id, words.get(activity.prompt_id, default))
        for note in self.snapshot.notes:
            used.setdefault(note.prompt_id, words.get(note.prompt_id, ""))
        loose = used.pop("", None)
        found = [
            PromptNotes(
                title=title,
                purpose=purposes.get(prompt_id, ""),
                notes=self.notes(self.snapshot.notes_of(prompt_id)),
            )
            for prompt_id, title in used.items()
        ]
        if loose is not None:
            found.append(PromptNotes(title="", notes=self.notes(self.snapshot.notes_of(""))))
        return tuple(found)

    def themes(self) -> tuple[PromptNotes, ...]:
        """Return the themes with their notes."""
        return tuple(
            PromptNotes(
                title=self.free(theme.name),
                notes=self.notes(tuple(n for n in self.snapshot.notes if theme.id in n.themes)),
            )
            for theme in self.snapshot.themes
            if theme.name and not theme.withdrawn
        )

    def notes(self, notes: tuple[Note, ...]) -> tuple[str, ...]:
        """Return notes' words; not the hidden ones, nor what was withdrawn."""
        words = (
            self.free(self.snapshot.words(note.id).strip())
            for note in notes
            if note.place != HIDDEN
        )
        return tuple(text for text in words if text)

    def history(self, kind: str) -> tuple[str, ...]:
        """Return the history or the current efforts that the room saw."""
        return tuple(
            self.free(item.text)
            for item in self.snapshot.history
            if item.kind == kind and item.shown and item.text and not item.withdrawn
        )

    def steps(self) -> tuple[StepText, ...]:
        """Return the next steps; they are the room's own lines, so they may be shared."""
        themes = {t.id: t.name for t in self.snapshot.themes if not t.withdrawn}
        return tuple(
            StepText(
                text=self.cover.covered(step.text),
                owner_role=self.cover.covered(step.owner_role),
                due=step.due,
                dimension_numbers=tuple(
                    self.numbers[d] for d in step.dimensions if d in self.numbers
                ),
                theme=self.free(themes.get(step.theme_id, "")),
            )
            for step in self.snapshot.next_steps
            if step.text and not step.withdrawn
        )


def _full_names(snapshot: Snapshot) -> tuple[str, ...]:
    """Return every name and address that must not be read in anybody's words."""
    found = []
    for person in snapshot.people:
        if person.identity:
            found += [person.identity.name, person.identity.email]
    return (*found, *_hosts(snapshot))


def _hosts(snapshot: Snapshot) -> tuple[str, ...]:
    named = (snapshot.hosts.facilitators, snapshot.hosts.co_host)
    parts = (part for line in named for part in line.replace("\n", ",").split(","))
    return tuple(part.strip() for part in parts if part.strip())


def _next_meeting(snapshot: Snapshot) -> NextMeeting | None:
    workshop = snapshot.workshop
    if workshop.next_date is None:
        return None
    return NextMeeting(day=workshop.next_date, time=workshop.next_time, place=workshop.next_place)
