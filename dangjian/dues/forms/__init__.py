"""Forms of the dues: fields first."""
