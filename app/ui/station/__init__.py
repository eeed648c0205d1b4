"""The note-taker's station: joining a room, and the window of a group's device."""
