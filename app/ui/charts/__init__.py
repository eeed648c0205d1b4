"""Charts on screen: painting a drawing, a widget that shows one, and pictures as files."""
