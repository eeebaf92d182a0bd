"""评优表彰: announced, nominated for, on notice, granted, and kept (A13)."""
