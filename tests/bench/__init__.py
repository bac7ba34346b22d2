"""What a build and a search cost, as commands and not as timed tests."""
