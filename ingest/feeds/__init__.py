"""Feeds followed and articles looked at again, by themselves."""
