"""What holds of briefings as they go out: every quote with its source."""
