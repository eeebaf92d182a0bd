"""Courier: what people are told, where and when each of them wants to be told."""
