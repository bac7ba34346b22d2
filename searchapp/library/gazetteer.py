"""The gazetteer of a home: the country's places and its own."""

from pathlib import Path

from searchapp.errors import BadPlaces
from searchapp.parsing import Gazetteer, national_places, places_from_home


def gazetteer_of(own: Path) -> Gazetteer:
    """All places, with those of the home's ``places.tsv`` where it has one. Raises BadPlaces."""
    places = list(national_places())
    if own.exists():
        try:
            places += places_from_home(own.read_text("utf-8-sig").splitlines())
        except (OSError, ValueError) as error:
            raise BadPlaces(own, str(error)) from error
    return Gazetteer(places)
