"""Homes in which there is something to check, to compare and to miss."""

from pathlib import Path

from flask.testing import FlaskClient

from searchapp.web import create_app
from tests.library.homes import SONGLI, TINGLAN, Home, new_home

#: A town of a name that two places bear, of no year.
DOUBTFUL = """\
松栎镇人民政府关于法治政府建设情况的报告
全年受理矛盾纠纷12件。
"""


def visitor(home: Home) -> FlaskClient:
    """A visitor of a home's pages."""
    return create_app(home.engine, home.settings).test_client()


def home_with_holes(path: Path) -> Home:
    """Of 青禾县 two reports of 松栎镇 for 2024, one of 汀兰镇 for 2023, and one of no year."""
    home = new_home(path)
    home.write("松栎镇2024.txt", SONGLI)
    home.write("松栎镇2024修订.txt", SONGLI.replace("茶季", "采茶季节").replace("131", "231"))
    home.write("汀兰镇2023.txt", TINGLAN)
    home.write("没有年度.txt", DOUBTFUL)
    home.ingest()
    return home
