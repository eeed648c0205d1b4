"""Who is here: arrivals, walk-ins, latecomers."""
