"""How texts and questions are read: pure, no database."""
