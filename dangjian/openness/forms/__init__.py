"""Forms of openness. What is too long is told in a sentence; nothing typed is lost."""
