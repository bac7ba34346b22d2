"""What holds of the pages, asked for without a browser."""
