"""Everything before the day: one page of sections, and the pieces that its editors share."""
