"""Whether a passage carries a sentence: its names, numbers, dates, quotations and negations."""
