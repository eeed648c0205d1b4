"""The framework editor: dimensions, scale and texts of the workshop's pack."""
