"""Messages to and from Discord, whatever befalls them on the way."""
