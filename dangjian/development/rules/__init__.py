"""The steps, what hinders them, and from when until when they may be taken."""
