"""From a problem to an arrangement, goal after goal, within a fixed amount of work.

Work is counted by the solver in units of its own, about a second each on a laptop: the same
problem gives the same arrangement on every machine, however slow or busy.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from ortools.sat.python import cp_model

from app.domain.arranging import simple_arranger
from app.domain.evening import staying
from app.domain.grouping import Arrangement, Goal, GroupingProblem, Reached
from app.domain.people import Role
from app.domain.seat_quality import moved, value
from app.seating.improve import Improver
from app.seating.model import SeatModel, move_price
from app.seating.parts import parts_of
from app.seating.shape import are_settled, interchangeable

Tell = Callable[[Goal, int, int], None]
"""Told while a goal is worked on: the goal, the best so far, and the least there can be."""

SHARES = {Goal.MOVES: 0.7, Goal.INTERESTS: 0.85}
_USUAL_SHARE = 0.5
"""Of the work that is left, how much proving a goal may take; the last one takes all."""

_PARTS_SHARE = 0.2
"""Of the work that is left, how much each part of the mix may take."""

_LONGER_SHARE = 0.3
"""Of the work that is left, how much swapping people may take where the first time was not enough.
"""

_LEAST_WORK = 0.05
"""So that a later goal is looked at though an earlier one took nearly all."""

LOOKS = 500
"""How many swaps are looked at for each person before the solver begins."""

LOOKS_A_UNIT = 120_000
"""How many of them are one unit of work."""


def solve(problem: GroupingProblem, *, work: float, tell: Tell) -> Arrangement:
    """Return the best arrangement found with so much work, and how far each goal is proven."""
    if not problem.tables or not problem.people:
        kept = {table.id: table.dimensions for table in problem.tables}
        return Arrangement(seats={}, dimensions=kept)
    return _Search(problem, work, tell).run()


@dataclass
class _Search:
    problem: GroupingProblem
    work: float
    tell: Tell
    settled: dict[Goal, int] = field(default_factory=dict)
    reached: list[Reached] = field(default_factory=list)
    parts: dict[str, int] = field(default_factory=dict)
    is_stiff: bool = False
    """Whether what holds people together also holds up who swaps them: that takes longer then."""

    def run(self) -> Arrangement:
        """Go through the goals; each is then settled for those after it."""
        quick = simple_arranger(self.problem)
        self._starts = [quick]
        if Goal.MOVES in self.problem.goals:
            self._starts.append(staying(self.problem, quick))
        self._best = self._best_start(self.problem.goals)
        self._improver = Improver(self.problem)
        for place in range(len(self.problem.goals)):
            self._reach(self.problem.goals[: place + 1])
        best = self._best
        # A later goal may have brought an earlier one further by chance.
        reached = tuple(replace(one, value=self._now(one.goal)) for one in self.reached)
        return Arrangement(seats=best.seats, dimensions=best.dimensions, reached=reached)

    def _reach(self, goals: tuple[Goal, ...]) -> None:
        """Bring the last of these goals as far as it goes without harm to the others."""
        goal = goals[-1]
        if goal is Goal.MOVES:
            # What made the rules no better in the end has moved people for nothing.
            self._best = self._best_start(goals, self._best)
        last = len(goals) == len(self.problem.goals)
        share = 1.0 if last else SHARES.get(goal, _USUAL_SHARE)
        if goal is Goal.INTERESTS and not are_settled(self.problem):
            share = _USUAL_SHARE  # which dimensions lie together is found, and rarely proven
        least = self._model(goals).least // self._price(goal)
        self.tell(goal, self._now(goal), least)
        is_eased = Goal.MOVES not in goals
        if is_eased and self._now(goal) > least:
            self._improve(goals, LOOKS * len(self.problem.people))
            self.tell(goal, self._now(goal), least)
        if is_eased and goal is Goal.MIX and self._now(goal) > least:
            self._weigh_parts(self.work * _PARTS_SHARE)
            least = self._model(goals).least
            self.is_stiff = bool(self.parts) and self._now(goal) > least
            self.tell(goal, self._now(goal), least)
        if is_eased and self.is_stiff and self._now(goal) > least:
            self._improve(goals, round(self.work * _LONGER_SHARE * LOOKS_A_UNIT))
            self.tell(goal, self._now(goal), least)
        if self._now(goal) > least:
            least = self._minimise(goals, max(_LEAST_WORK, share * self.work))
        now = self._now(goal)
        self.reached.append(Reached(goal=goal, value=now, least=min(now, least)))
        self.settled[goal] = self._cost(goal)
        self.tell(goal, now, least)

    def _best_start(self, goals: tuple[Goal, ...], *others: Arrangement) -> Arrangement:
        """Return the best, as far as these goals, of the arrangements to begin with and others."""
        return min(
            (*others, *self._starts),
            key=lambda each: [value(self.problem, g, each.seats, each.dimensions) for g in goals],
        )

    def _improve(self, goals: tuple[Goal, ...], looks: int) -> None:
        self._best = self._improver.improve(self._best, goals, looks)
        self.work -= looks / LOOKS_A_UNIT

    def _model(self, goals: tuple[Goal, ...]) -> SeatModel:
        now = {goals[-1]: self._cost(goals[-1])}
        return SeatModel(self.problem, goals, self.settled | now, self.parts)

    def _weigh_parts(self, work: float) -> None:
        """Find out what each part of the mix costs at least, with so much work for each."""
        for kind, part in parts_of(self.problem, self.settled).items():
            now = {
                goal: value(part, goal, self._best.seats, self._best.dimensions)
                for goal in (Goal.LONE, Goal.MIX)
            }
            rules = {Goal.RULES: self.settled[Goal.RULES]}
            model = SeatModel(part, (*rules, *now), rules | now)
            self._hint(model)
            solver = self._solver(work)
            status = solver.solve(model.model)
            self.work -= solver.response_proto.deterministic_time
            known = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
            bound = round(solver.best_objective_bound) if known else 0
            self.parts[kind] = max(model.least, bound)

    def _now(self, goal: Goal) -> int:
        return value(self.problem, goal, self._best.seats, self._best.dimensions)

    def _price(self, goal: Goal) -> int:
        return move_price(self.problem) if goal is Goal.MOVES else 1

    def _cost(self, goal: Goal) -> int:
        """Return the model's cost of the best so far."""
        if goal is not Goal.MOVES:
            return self._now(goal)
        gone = set(moved(self.problem, self._best.seats))
        rooted = sum(person.rooted for person in self.problem.people if person.id in gone)
        return self._price(goal) * len(gone) + rooted

    def _minimise(self, goals: tuple[Goal, ...], work: float) -> int:
        """Look for something better than the best so far; return what is proven the least."""
        goal = goals[-1]
        model, price = self._model(goals), self._price(goal)
        self._hint(model)
        solver = self._solver(work)
        seen = _Seen(lambda best, bound: self.tell(goal, best // price, bound // price))
        status = solver.solve(model.model, seen)
        self.work -= solver.response_proto.deterministic_time
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return model.least // price
        if round(solver.objective_value) < self._cost(goal):
            # One that is no better is left: it would give up what later goals are near to already.
            self._take(model, solver)
        return max(model.least, round(solver.best_objective_bound)) // price

    def _solver(self, work: float) -> cp_model.CpSolver:
        solver = cp_model.CpSolver()
        settings = solver.parameters
        settings.max_deterministic_time = work
        settings.num_workers = 1  # several would share what they find as the clock happens to run
        # The whole model as a linear program beside the search: it proves in a tenth of the work.
        settings.linearization_level = 2
        settings.random_seed = self.problem.seed
        return solver

    def _hint(self, model: SeatModel) -> None:
        best, tables = self._best, [table.id for table in self.problem.tables]
        place = {table: number for number, table in enumerate(tables)}
        if model.alike:
            role = {person.id: person.role for person in self.problem.people}
            there = {t: Counter(role[p] for p in best.members(t)) for t in tables}
            for places in model.alike:
                names = sorted(
                    (tables[number] for number in places),
                    key=lambda t: (
                        -model.order([there[t][Role.ADVOCATE], there[t][Role.PRACTITIONER]])
                    ),
                )
                for number, name in zip(places, names, strict=True):
                    tables[number] = name
        elif model.special:
            tables = model.special.named(self.problem, best)
        elif model.topics and model.topics.cover and interchangeable(self.problem):
            tables.sort(
                key=lambda table: [self.problem.dimensions.index(d) for d in best.dimensions[table]]
            )
        model.hint(
            [place.get(table, -1) for table in tables],
            [
                [sum(best.seats[p] == t for p in kind.people) for t in tables]
                for kind in model.kinds
            ],
            [best.dimensions.get(table, ()) for table in tables],
        )

    def _take(self, model: SeatModel, solver: cp_model.CpSolver) -> None:
        stands = (model.special or model.places).stands(solver)
        tables = [self.problem.tables[place] for place in stands]
        seats: dict[str, str] = {}
        for row, kind in zip(model.seats, model.kinds, strict=True):
            waiting = iter(kind.people)
            for table, seat in enumerate(row):
                for _seat in range(solver.value(seat)):
                    seats[next(waiting)] = tables[table].id
        dimensions = dict(self._best.dimensions)
        if model.topics:
            for place, shared_out in model.topics.found(solver).items():
                dimensions[tables[place].id] = shared_out
        self._best = Arrangement(seats=seats, dimensions=dimensions)


class _Seen(cp_model.CpSolverSolutionCallback):
    """Tells of each better arrangement as it is found."""

    def __init__(self, tell: Callable[[int, int], None]) -> None:
        super().__init__()
        self._tell = tell

    def on_solution_callback(self) -> None:
        """Tell the value and the bound."""
        self._tell(round(self.objective_value), round(self.best_objective_bound))
