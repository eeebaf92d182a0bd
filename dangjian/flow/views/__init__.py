"""Pages of flow: being away, and the procedures an office sets."""
