"""The people of a workshop: list, edit, paste, import."""
