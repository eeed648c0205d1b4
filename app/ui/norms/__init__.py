"""The norms editor, before the day and live in the room."""
