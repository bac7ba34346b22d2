"""What a view has of the application that it runs in."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import cast

from flask import Flask, current_app

from searchapp.engine import Engine
from searchapp.library import Ledger
from searchapp.parsing import Gazetteer, gazetteer_of
from searchapp.settings import Settings


class KnownPlaces:
    """The gazetteer, read when it is first needed, and again when the home's own has changed."""

    def __init__(self, own: Path) -> None:
        self._own = own
        self._read: tuple[float | None, Gazetteer] | None = None

    def gazetteer(self) -> Gazetteer:
        """The places that are known now. Raises BadPlaces."""
        changed = self._own.stat().st_mtime if self._own.exists() else None
        if self._read is None or self._read[0] != changed:
            self._read = changed, gazetteer_of(self._own)
        return self._read[1]


def equip(app: Flask, engine: Engine, settings: Settings) -> None:
    """Give the application what its views need."""
    app.extensions["engine"] = engine
    app.extensions["settings"] = settings
    app.extensions["places"] = KnownPlaces(settings.places)


def engine() -> Engine:
    """The index."""
    return cast(Engine, current_app.extensions["engine"])


def settings() -> Settings:
    """What the operator chose."""
    return cast(Settings, current_app.extensions["settings"])


def gazetteer() -> Gazetteer:
    """The places that are known. Raises BadPlaces."""
    return cast(KnownPlaces, current_app.extensions["places"]).gazetteer()


def arrivals() -> Mapping[str, datetime]:
    """Report id -> since when its newest version is there."""
    with Ledger.open(settings()) as ledger:
        return ledger.editions.arrivals()
