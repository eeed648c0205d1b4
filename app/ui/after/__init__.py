"""After the day: what leaves the program, what is taken back, and what stays."""
