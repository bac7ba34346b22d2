"""How is it done with Whoosh? The engine in use: an index in a folder, and nothing to install.

Whoosh keeps terms, documents, generations and locks; what a query means is evaluated here, on
arrays of passages, because some of Whoosh's query classes (Not, AndNot, Require) give wrong
documents and none of them knows folding.
"""

from searchapp.engine.embedded.engine import EmbeddedEngine

__all__ = ["EmbeddedEngine"]
