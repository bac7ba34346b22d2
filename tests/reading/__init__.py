"""What a file says."""
