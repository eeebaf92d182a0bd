"""The operator's page (L7): what was turned away, what is unsafe, what is not in order."""
