"""What every import of a file looks like: preview, columns, questions; all of it, or nothing."""
