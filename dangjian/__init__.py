"""The platform for the work of Party organizations in a district (see docs/map.md)."""
