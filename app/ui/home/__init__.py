"""Home: all workshops of this laptop, before one is open."""
