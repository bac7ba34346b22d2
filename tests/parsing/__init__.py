"""What is in a document."""
