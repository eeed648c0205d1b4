"""The note-takers' devices on the facilitator's screen: the door, the board, what waits."""
