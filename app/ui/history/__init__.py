"""History and current efforts."""
