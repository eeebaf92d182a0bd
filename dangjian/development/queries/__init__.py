"""What is read of developments, always for a viewer or within a scope."""
