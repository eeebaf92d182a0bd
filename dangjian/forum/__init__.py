"""Forum: topics, seminars, the panel of experts, opinions about the system; one moderation."""
