"""A topic over time: what happened when, who told it, and what is new about it."""
