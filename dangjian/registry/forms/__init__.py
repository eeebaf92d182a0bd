"""Forms: clean values for actions, with labels and help in the clerk's words."""
