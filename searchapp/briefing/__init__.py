"""How does a briefing go out? Citations, and documents with their sources.

Values in, bytes out: nothing here reads a file or a clock.
"""
