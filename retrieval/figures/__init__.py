"""Figures in the news: how much of what, and whether two of them can both be right."""
