"""Texts without markup, or with a little, to the article in them."""
