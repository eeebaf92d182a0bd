"""Template words of the dues."""
