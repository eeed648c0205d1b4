"""The rehearsal: the whole day on the real program, with a simulated clock, in about a minute."""
