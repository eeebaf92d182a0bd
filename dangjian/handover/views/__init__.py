"""Pages of handing over and of leaving."""
