"""What the acts on imports stand on: the kept file, rows to and from storage, doubles, progress."""
