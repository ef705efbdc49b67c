"""Bringing news in from Discord, and looking at what is there."""
