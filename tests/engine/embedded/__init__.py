"""Tests of what only the engine in a folder has: its files, its commits, its snapshots."""
