"""The index of everything findable: rooms' actions write to it, pages above ask it."""
