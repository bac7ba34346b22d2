"""Homes in which there is something to check, to compare and to miss."""

from pathlib import Path
from typing import Final

from flask.testing import FlaskClient

from searchapp.engine.embedded import EmbeddedEngine
from searchapp.reports import FiledReport, Genre, Place
from searchapp.settings import Settings
from searchapp.web import create_app
from tests.engine.shelves import DIPU, report_of
from tests.library.homes import PLACES, SONGLI, TINGLAN, Home, new_home

_TINGLAN: Final = Place("990121102", "汀兰镇", "青禾县", "砚州市", "岚川省")

#: A town of a name that two places bear, of no year.
DOUBTFUL = """\
松栎镇人民政府关于法治政府建设情况的报告
全年受理矛盾纠纷12件。
"""


#: 松栎镇 and 汀兰镇 have reported, 云坪乡 never has, and of 2023 汀兰镇 has not.
FEW_REPORTS: Final = (
    report_of("R1", "受理纠纷12件", "推行执法公示", year=2023),
    report_of("R2", "受理纠纷40余件、30件", "全面推行公示制度", year=2024),
    report_of("R3", "没有数字", place=_TINGLAN, year=2024),
    report_of("R4", "受理纠纷5起", place=DIPU, year=2024),
    report_of("R5", "受理纠纷7件", year=None),
    report_of("R6", "执法公示", genre=Genre.PLAN, year=2024),
)


def home_of(path: Path, *reports: FiledReport) -> Settings:
    """A home with these reports in its index and the invented places, and no files."""
    settings = Settings(home=path)
    settings.places.parent.mkdir(parents=True)
    settings.places.write_text(PLACES, "utf-8")
    with EmbeddedEngine(settings.index).writer() as writer:
        for filed in reports:
            writer.put(filed)
    return settings


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
