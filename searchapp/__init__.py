"""Exact full-text search over the yearly reports of Chinese towns."""

__version__ = "0.1.0"
