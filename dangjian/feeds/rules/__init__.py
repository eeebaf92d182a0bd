"""What may be asked of the network, how titles and links are read, and when a source is asked."""
