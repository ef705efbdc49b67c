"""The forms news comes in: a table of them, and one small adapter a format."""
