"""How does Whoosh itself read and write a segment?

Whoosh's own searcher finds in our files what it finds in its own. The program does not search this
way: this is for whoever uses Whoosh on the folder, and holds what we find against it.
"""
