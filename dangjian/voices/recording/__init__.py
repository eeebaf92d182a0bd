"""What several actions of a letter write alike: the move, the notice, the draft."""
