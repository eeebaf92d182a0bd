"""What may be said, held, hidden, decided: questions and frozen tables."""
