"""The rehearsed day, activity by activity: what a facilitator does with the real program."""

from collections.abc import Callable
from datetime import timedelta
from typing import NoReturn

from PySide6.QtWidgets import QAbstractButton

from app.domain.agenda import Activity
from app.domain.framework import Lens
from app.domain.ids import new_id
from app.domain.norms import EditNorm
from app.domain.notes import WALL, AddNextStep, AddNote, AddTheme, PlaceNotes, TagNote
from app.domain.people import AddPerson, Arrival, MarkArrival, Person, Role
from app.domain.scenes import Scene, ShowScene
from app.domain.workshop import EditDetails
from app.rehearsal import killed, scoring
from app.rehearsal.hands import Hands
from app.rehearsal.happenings import Happenings
from app.rehearsal.plan import Plan, make_plan
from app.rehearsal.prepared import seat_people
from app.rehearsal.room import RoomDay, open_room
from app.services import grouping
from app.ui.after.view import AfterView
from app.ui.desk import Desk

LATE, ABSENT = 3, 6
"""How many come late, and how many do not come at all."""

WALK_INS = (("Marisol Testperson", Role.ADVOCATE), ("Terrence Sampleman", Role.EDUCATOR))


class RehearsedDay:
    """Runs the day: until it is killed in the middle of entry, and from there on to its end.

    Attributes:
        hidden_before_reveal: whether the room was never shown a score before the reveal.
        plan: what was said.

    """

    def __init__(self, hands: Hands, seed: int) -> None:
        """Prepare to run the day of the open workshop."""
        self.hands, self.happenings = hands, Happenings(hands)
        self.seed = seed
        self.hidden_before_reveal = True
        self.plan: Plan = make_plan(self._desk.snapshot.framework, (), seed)
        self._late: list[Person] = []
        self._doing: dict[str, Callable[[], None]] = {
            "norms": self._adopt_norms,
            "groups": self._seat,
            "results": self._show_reasons,
            "reflect": self._collect_notes,
            "notes": self._theme_notes,
            "next_steps": self._name_next_steps,
        }
        self._seated = self._scored = False
        self._room: RoomDay | None = None

    @property
    def _desk(self) -> Desk:
        return self.hands.desk

    def run_until_killed(self) -> NoReturn:
        """Run from the arrivals into the second group's entry, and type until killed."""
        self._arrive()
        self.hands.go("console")
        self.hands.photograph_room()
        self.hands.photograph_console()
        self.hands.press("console.start")
        for activity in self._desk.snapshot.agenda.activities:
            self._during(activity)
        raise AssertionError("the day ended without any entry")

    def go_on(self, killed_during: killed.Handover, room: RoomDay) -> None:
        """Run from where it was killed to the end of the day, with the stations of ``room``."""
        self._seated = self._scored = True
        self._room = room
        self.hidden_before_reveal = killed_during.hidden_before_reveal
        snapshot = self._desk.snapshot
        self.plan = make_plan(snapshot.framework, snapshot.groups, self.seed)
        self.hands.photograph_console()
        activities = list(snapshot.agenda.activities)
        line = self._desk.rundown().line
        place = next(n for n, a in enumerate(activities) if line and a.id == line.activity_id)
        self._enter_the_rest(killed_during, room)
        self._end(activities[place])
        for activity in activities[place + 1 :]:
            self._during(activity)
        self._read_back()
        room.close()
        if self.hands.shown(QAbstractButton, "console.finish"):
            self.hands.press("console.finish")
        else:
            self.hands.press("console.next")
        self.hands.photograph_console()

    def _arrive(self) -> None:
        self.hands.go("arrivals")
        people = self._desk.snapshot.people
        absent = people[-ABSENT:]
        self._late = list(people[-ABSENT - LATE : -ABSENT])
        here = [p.id for p in people if p not in absent and p not in self._late]
        self.hands.pass_time(30)
        self.hands.do(MarkArrival(participant_ids=tuple(here), arrival=Arrival.HERE))
        self.hands.photograph_console()

    def _during(self, activity: Activity) -> None:
        """Live through one activity, then press Next."""
        self.hands.go("console")
        self.hands.photograph_room()
        self._check_hidden()
        doing = self._doing.get(activity.scene)
        self.hands.pass_time(min(1.0, activity.minutes / 2))
        if doing is not None:
            doing()
        elif activity.scene == "clock" and activity.mode == "groups":
            self._in_groups(activity)
        elif activity.scene == "clock":
            self._reveal_in_break()
        self._end(activity)

    def _end(self, activity: Activity) -> None:
        """Let an activity run out, and go on to the next."""
        extra = 3.0 if activity.scene == "icebreaker" else 0.0
        self.hands.go("console")
        self.hands.pass_time(self._minutes_left() / 2)
        if activity.scene in ("icebreaker", "equity", "clock", "reflect"):
            self.hands.photograph_console()
        self.hands.pass_time(self._minutes_left() + extra)
        if extra:
            self._absorb()
        if activity.id != self._desk.snapshot.agenda.activities[-1].id:
            self.hands.press("console.next")

    def _minutes_left(self) -> float:
        return max(0.0, self._desk.rundown().remaining_seconds / 60)

    def _check_hidden(self) -> None:
        telling = {Scene.RESULTS, Scene.REFLECT, Scene.REASONS, Scene.SUMMARY}
        revealed = self._desk.snapshot.workshop.revealed_at is not None
        if not revealed and self.hands.day.room.model.scene in telling:
            self.hidden_before_reveal = False

    def _absorb(self) -> None:
        """Three minutes over: shrink the rest in proportion, previewed first."""
        self.hands.press("console.absorb")
        self.hands.press("console.overrun.choice.shrink")
        self.hands.photograph_console()
        self.hands.press("console.overrun.take")

    def _adopt_norms(self) -> None:
        norm = self._desk.snapshot.norms[2]
        language = self._desk.snapshot.language
        self.hands.do(
            EditNorm(
                norm_id=norm.id,
                language=language,
                name=norm.name[language],
                text="Say what is true, with care for who hears it.",
            )
        )
        self.hands.go("prepare:norms")
        self.hands.press("prepare.norms.adopt")
        self.hands.go("console")
        self.hands.press("console.add_minute")
        self.hands.press("console.undo")
        self.happenings.pull_projector()

    def _seat(self) -> None:
        """Late arrivals and walk-ins, then new seats moving the fewest; later new neighbours."""
        if self._seated:
            self.hands.do(
                grouping.arrange_next_steps(
                    self._desk.snapshot, only_here=True, arranger=seat_people
                )
            )
            self.hands.photograph_room(again=True)
            return
        self._seated = True
        late = tuple(person.id for person in self._late)
        absent = tuple(p.id for p in self._desk.snapshot.people[-ABSENT:])
        self.hands.do(
            MarkArrival(participant_ids=late, arrival=Arrival.HERE),
            MarkArrival(participant_ids=absent, arrival=Arrival.ABSENT),
        )
        for name, role in WALK_INS:
            self.hands.do(
                AddPerson(participant_id=new_id(), role=role, walk_in=True, identity={"name": name})
            )
        self.hands.do(grouping.arrange_again(self._desk.snapshot, arranger=seat_people))
        self.happenings.count_no_shows(len(absent))
        self.hands.photograph_room(again=True)
        groups = self._desk.snapshot.groups
        self.plan = make_plan(self._desk.snapshot.framework, groups, self.seed)

    def _in_groups(self, activity: Activity) -> None:
        if not self._scored and activity.minutes > 20:
            self.happenings.set_clock_back()
            open_room(self.hands)
            self.hands.go("stations:door")
            self.hands.photograph_console()
            self.hands.pass_time(1.0)
            killed.type_until_killed(self.hands, self.plan, self.hidden_before_reveal)
        elif self._scored and self._desk.snapshot.workshop.revealed_at is None:
            self._confirm()

    def _enter_the_rest(self, broken_off: killed.Handover, room: RoomDay) -> None:
        """Finish the words that broke off, then that group's sheets while the disk is full.

        All other groups score at their own stations.
        """
        answers = self.plan.of_group(killed.laptops_own(self._desk.snapshot.groups).id)
        first = scoring.first_scored(answers)
        self.hands.open_sheet(first.group_id, first.dimension_id)
        found = scoring.finish(self.hands, scoring.REASON, first.reasons[Lens.FOUNDATIONS])
        self.happenings.note_resumed(found, broken_off.saved, killed.DEAD_SECONDS)
        self.happenings.fill_disk()
        scoring.enter(self.hands, answers)
        self.happenings.look_at_full_disk()
        self.happenings.free_disk()
        self.hands.pass_time(1.0)
        room.score()
        self.hands.go("console")
        self.hands.press("console.pause")
        self.hands.pass_time(2.0)
        self.hands.press("console.pause")

    def _confirm(self) -> None:
        for group_id in self._room.confirm() if self._room else ():
            self.hands.go(f"score:{group_id}")
            self.hands.press("score.see")
            self.hands.press("score.confirm.yes")

    def _reveal_in_break(self) -> None:
        if self._room and self._desk.snapshot.workshop.revealed_at is None:
            self._room.look_before_reveal()
            self._room.hand_over()
            self.hands.go("results")
            self.hands.photograph_console()
            self.hands.go("console")
            self.happenings.speak("es")
            self.hands.press("console.ask_reveal")
            self.hands.press("console.reveal.yes")
            self._room.look_after_reveal()

    def _show_reasons(self) -> None:
        dimension = self.plan.answers[0].dimension_id
        self.hands.do(ShowScene(scene=Scene.REASONS.value, arguments={"dimension_id": dimension}))
        self.hands.photograph_room()
        self.hands.do(ShowScene(scene=""))
        self.hands.photograph_room()

    def _collect_notes(self) -> None:
        snapshot = self._desk.snapshot
        if snapshot.notes:
            return
        groups = snapshot.groups
        added = []
        for number, (purpose, text) in enumerate(self.plan.notes):
            prompts = snapshot.framework.prompts_for(purpose)
            added.append(
                AddNote(
                    note_id=new_id(),
                    prompt_id=prompts[number % len(prompts)].id if prompts else "",
                    group_id=groups[number % len(groups)].id if groups else "",
                    text=text,
                )
            )
        self.hands.do(*added)
        on_wall = tuple(note.note_id for note in added[:-1])
        self.hands.do(PlaceNotes(note_ids=on_wall, place=WALL))
        self.hands.go("notes")
        self.hands.photograph_console()
        self.hands.go("console")
        self.happenings.pull_projector()
        self.happenings.speak("en")

    def _theme_notes(self) -> None:
        themes = [
            AddTheme(theme_id=new_id(), name=name, position=float(place))
            for place, name in enumerate(self.plan.themes, 1)
        ]
        self.hands.do(*themes)
        notes = [note for note in self._desk.snapshot.notes if note.place == WALL]
        self.hands.do(
            *(
                TagNote(note_id=note.id, themes=(themes[place % len(themes)].theme_id,))
                for place, note in enumerate(notes)
            )
        )
        self.hands.photograph_room(again=True)

    def _name_next_steps(self) -> None:
        day = self._desk.snapshot.workshop.date
        self.hands.do(
            *(
                AddNextStep(
                    step_id=new_id(),
                    position=float(place),
                    text=step["text"],
                    owner_role=step["owner_role"],
                    due=day + timedelta(days=step["days"]),
                    dimensions=tuple(step["dimensions"]),
                )
                for place, step in enumerate(self.plan.next_steps, 1)
            ),
            EditDetails(
                values={
                    "next_date": (day + timedelta(days=28)).isoformat(),
                    "next_time": "18:00",
                    "next_place": "Riverbend Public Library",
                }
            ),
        )
        self.hands.photograph_room(again=True)

    def _read_back(self) -> None:
        """Read the summary back on the room screen, approve it, and go dark."""
        self.hands.go("after")
        self.hands.photograph_console()
        self.hands.find(AfterView, "after").open_page("approve")
        self.hands.press("after.approve.show")
        self.hands.photograph_room()
        self.hands.press("after.approve.yes")
        self.hands.go("console")
        self.hands.do(ShowScene(scene=""))
        self.hands.press("console.blackout")
        self.hands.photograph_room()
        self.hands.press("console.blackout")


def entered_scores(plan: Plan) -> dict[tuple[str, str, Lens], str]:
    """Return (group, dimension, lens) → level id, "cannot_tell" or "chose_not", as entered."""
    return {
        (answer.group_id, answer.dimension_id, lens): (
            "chose_not" if answer.not_scored else answer.levels[lens] or "cannot_tell"
        )
        for answer in plan.answers
        for lens in Lens
    }
