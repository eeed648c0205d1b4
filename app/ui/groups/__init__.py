"""Seatings: who sits at which table, and what each table scores."""
