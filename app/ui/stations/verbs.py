"""What the facilitator does with a device: each done at once, told in a strip, and taken back."""

from collections.abc import Callable

from app.domain.commands import Command
from app.domain.snapshot import Snapshot
from app.domain.stations import MoveStation, RenameStation, RevokeStation, Station
from app.i18n import _
from app.ui.desk import Desk
from app.ui.group_words import group_title
from app.ui.stations.reading import station_name

KEY = "station-done"
"""The key of the words about the last thing that was done."""


class StationVerbs:
    """Moves, renames and revokes devices of one workshop."""

    def __init__(self, desk: Desk) -> None:
        """Act on a workshop."""
        self._desk = desk

    @property
    def _snapshot(self) -> Snapshot:
        return self._desk.snapshot

    def move(self, station: Station, group_id: str) -> None:
        """Let a device write for a group; "" lets it wait."""
        group = self._snapshot.group(group_id)
        text = _("“{device}” waits for a group.")
        if group is not None:
            text = _("“{device}” writes for {group} now.")
        self._do(
            text.format(
                device=station_name(station), group=group_title(group.label) if group else ""
            ),
            (MoveStation(station_id=station.id, group_id=group_id),),
            (MoveStation(station_id=station.id, group_id=station.group_id),),
        )

    def take_over(self, spare: Station, other: Station) -> None:
        """Let a spare device write in the place of another one, which then waits."""
        text = _("“{device}” took over from “{other}”. What “{other}” still brings waits for you.")
        self._do(
            text.format(device=station_name(spare), other=station_name(other)),
            (
                MoveStation(station_id=other.id, group_id=""),
                MoveStation(station_id=spare.id, group_id=other.group_id),
            ),
            (
                MoveStation(station_id=spare.id, group_id=spare.group_id),
                MoveStation(station_id=other.id, group_id=other.group_id),
            ),
        )

    def revoke(self, station: Station, *, on: bool = True) -> None:
        """Let a device write no more, or again."""
        text = _("“{device}” writes no more. What it still brings waits for your decision.")
        if not on:
            text = _("“{device}” writes again.")
        self._do(
            text.format(device=station_name(station)),
            (RevokeStation(station_id=station.id, revoked=on),),
            (RevokeStation(station_id=station.id, revoked=not on),),
        )

    def rename(self, station: Station, label: str) -> None:
        """Call a device something else."""
        words = " ".join(label.split())
        if not words or words == station.label:
            return
        back: tuple[Command, ...] = ()
        if station.label:
            back = (RenameStation(station_id=station.id, label=station.label),)
        text = _("The device is called “{device}” now.").format(device=words)
        self._do(text, (RenameStation(station_id=station.id, label=words),), back)

    def _do(self, text: str, commands: tuple[Command, ...], back: tuple[Command, ...]) -> None:
        for command in commands:
            self._desk.submit(command)

        def take_back() -> None:
            for command in back:
                self._desk.submit(command)
            self._desk.unsaid.emit(KEY)

        actions: tuple[tuple[str, Callable[[], None]], ...] = ()
        if back:
            actions = ((_("Undo"), take_back),)
        self._desk.say("info", text, KEY, actions)
