"""What people can do in Discord: one file a theme."""
