"""Flow: the to-dos of the whole district."""
