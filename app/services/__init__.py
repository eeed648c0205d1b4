"""One module per noun, one function per user verb."""
