"""Random cases without end, as a command and not as a test of every run."""
