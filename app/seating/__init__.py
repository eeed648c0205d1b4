"""Seating people by an exact solver, in a process of its own. The only place that imports it."""
