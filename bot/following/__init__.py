"""What is posted by itself: topics and digests, when they are due and how they look."""
