"""The terminal's commands, one file a theme; each imports what is heavy only when it runs."""
