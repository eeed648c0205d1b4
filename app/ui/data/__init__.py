"""District data: datasets, their charts and tables, and taking files in."""
