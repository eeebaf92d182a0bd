"""Membership: what a member has done for him by the people whose work it is."""
