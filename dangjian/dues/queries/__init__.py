"""What is read of the dues, always through a scope."""
