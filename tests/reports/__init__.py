"""What a report is: values and their plain JSON."""
