"""A question in Discord on its way to an answer, and the buttons under that."""
