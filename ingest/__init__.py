"""Everything between a publisher and the archive."""
