"""How well questions with known answers are found, refused and answered."""
