"""What a question asks: when, of whom, by whom, compared with what; no model, no store."""
