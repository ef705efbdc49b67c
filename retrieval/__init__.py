"""The archive of news, its search, and the answers made from it."""
