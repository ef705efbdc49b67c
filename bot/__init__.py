"""The two doors of the desk: Discord and the terminal."""
