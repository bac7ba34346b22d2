"""The engines there are, each by the name under which the contract's tests run it."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, TypeAlias

from searchapp.engine import Engine
from searchapp.engine.embedded import EmbeddedEngine

#: Opens the engine whose index lies in a folder, which may not exist yet.
EngineFactory: TypeAlias = Callable[[Path], Engine]

ENGINES: Final[Mapping[str, EngineFactory]] = {"embedded": EmbeddedEngine}
