"""A web page to the article on it."""
