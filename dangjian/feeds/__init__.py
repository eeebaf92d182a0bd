"""News of other regions: sources that people of ours approved, and what they chose of them."""
