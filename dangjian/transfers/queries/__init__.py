"""Transfers, papers and floating members before those who may see them."""
