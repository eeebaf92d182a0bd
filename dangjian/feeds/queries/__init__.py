"""What may be asked of sources and entries."""
