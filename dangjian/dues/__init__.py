"""党费: what members owe, what was received, handed up and published. No money moves here."""
