"""The workshop's details."""
