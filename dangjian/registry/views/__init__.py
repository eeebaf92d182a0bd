"""Each view asks one question or performs one action, then answers in HTML."""
