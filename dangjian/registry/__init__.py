"""The tree and the people, as they were on any day; accounts, roles and who may see whom."""
