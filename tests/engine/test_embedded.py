"""The engine in a folder keeps the contract of every engine."""

from tests.engine.contract import EngineContract


class TestContract(EngineContract):
    """All that any engine promises."""
