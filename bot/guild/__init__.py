"""What a guild chooses, who may do what in it, and what it is told about the bot."""
