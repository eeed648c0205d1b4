"""Reading the files that districts and facilitators bring."""
