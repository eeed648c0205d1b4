"""Scoring: the sheet of one group and dimension, the grid for paper sheets, and their page."""
