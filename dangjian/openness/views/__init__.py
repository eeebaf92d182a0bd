"""Pages of openness."""
