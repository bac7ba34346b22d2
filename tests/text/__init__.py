"""When two texts are the same, and what the words of a text are."""
