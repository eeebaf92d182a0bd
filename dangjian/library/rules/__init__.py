"""What a text of the library must be: its head, its words, how it is shown."""
