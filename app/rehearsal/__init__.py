"""The rehearsal: the whole day on the real program and real stations, with a simulated clock."""
