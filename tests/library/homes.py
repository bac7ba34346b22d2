"""A home to take reports into, and reports short enough to read."""

import atexit
import os
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from searchapp.engine.embedded import EmbeddedEngine
from searchapp.library import Desk, Finding, Intake, Ledger, Outcome, Verdict, check
from searchapp.library.workers import Answer, Workers, _understood
from searchapp.reports import FiledReport
from searchapp.settings import Settings

PLACES = """\
code	town	county	city	province
990121101	松栎镇	青禾县	砚州市	岚川省
990121102	汀兰镇	青禾县	砚州市	岚川省
990121201	云坪乡	青禾县	砚州市	岚川省
990122101	荻浦镇	望岫县	砚州市	岚川省
"""

SONGLI = """\
松栎镇人民政府关于2024年度法治政府建设情况的报告
一、主要举措和成效
全年受理矛盾纠纷131件，调解成功129件；各村在茶季前开一次院坝会，把承包和用水的事先说清楚。
二、存在的不足和原因
茶季执法力量不足。
"""
SONGLI_REVISED = SONGLI.replace("131件", "132件")
TINGLAN = """\
汀兰镇人民政府关于2023年度法治政府建设情况的报告
一、主要举措和成效
码头设立船头调解室，就地化解纠纷42件。
"""
#: The same text as SONGLI on a page that also says its number and date.
SONGLI_PAGE = """\
<html><head><meta charset="utf-8"><title>松栎镇</title></head><body>
<ul><li><b>成文日期：</b>2025-01-20</li><li><b>发文字号：</b>松府发〔2025〕6号</li></ul>
<div class="TRS_Editor">{paragraphs}</div></body></html>
""".format(paragraphs="".join(f"<p>{line}</p>" for line in SONGLI.splitlines()))

#: Nobody: a user who owns nothing.
_NOBODY = 65534


@dataclass(frozen=True)
class Home:
    """A folder with corpus, index and library, and what one does with it."""

    path: Path
    library_url: str = ""

    @property
    def settings(self) -> Settings:
        return Settings(home=self.path, library_url=self.library_url)

    @property
    def engine(self) -> EmbeddedEngine:
        """An engine that has nothing in memory yet."""
        return EmbeddedEngine(self.settings.index)

    def write(self, name: str, text: str) -> Path:
        """Put a file into the corpus."""
        return written(self.settings.corpus / name, text)

    def ingest(self, *paths: Path, rebuild: bool = False) -> list[Verdict]:
        return list(self.intake(*paths, rebuild=rebuild).run())

    def prune(self) -> list[Verdict]:
        """Take the corpus in, and what it no longer has out."""
        return list(self.intake(prune=True).run())

    def intake(
        self,
        *paths: Path,
        rebuild: bool = False,
        prune: bool = False,
        workers: Workers | None = None,
    ) -> Intake:
        """One run over these paths, with workers that all homes share."""
        return Intake(
            self.settings,
            self.engine,
            paths,
            rebuild=rebuild,
            prune=prune,
            workers=workers or shared_workers(),
        )

    def outcomes(self, *paths: Path, rebuild: bool = False) -> dict[str, Outcome]:
        """File -> what became of it."""
        return {each.file: each.outcome for each in self.ingest(*paths, rebuild=rebuild)}

    def reports(self) -> dict[str, FiledReport]:
        """Id -> report, as the index has it."""
        return {filed.id: filed for filed in self.engine.reports()}

    def only(self) -> FiledReport:
        """The one report there is."""
        (filed,) = self.engine.reports()
        return filed

    @property
    def desk(self) -> Desk:
        """Where facts are corrected."""
        return Desk(self.settings, self.engine)

    def ledger(self) -> Ledger:
        return Ledger.open(self.settings)

    def findings(self) -> list[Finding]:
        with self.ledger() as ledger:
            return list(check(self.settings, self.engine, ledger))

    def corpus(self) -> dict[str, str]:
        """File of the corpus -> its text, the home's places left out."""
        files = (file for file in self.settings.corpus.rglob("*") if file.is_file())
        return {
            file.relative_to(self.settings.corpus).as_posix(): file.read_text("utf-8")
            for file in files
            if file != self.settings.places
        }


@cache
def shared_workers() -> Workers:
    """Two workers, begun with the first file that a test takes in and ended with the tests."""
    workers = Workers(2)
    atexit.register(workers.__exit__, None, None, None)
    return workers


class AtOnce(Workers):
    """Workers that read each file at once, in this very process: nothing is quicker."""

    def __init__(self, count: int) -> None:
        self.count = count

    def _begin(self, *given: Path) -> "Future[Answer]":
        done: Future[Answer] = Future()
        done.set_result(_understood(*given))
        return done


def new_home(path: Path, library_url: str = "") -> Home:
    """A home with the invented places and no report."""
    home = Home(path, library_url)
    home.write("places.tsv", PLACES)
    return home


def written(path: Path, text: str) -> Path:
    """The path, after the text was written there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


@contextmanager
def as_plain_user(*owned: Path) -> Iterator[None]:
    """Do what follows without the powers of root, whom no permission keeps out.

    The user owns the folders that are named, and may pass through those above.
    """
    if os.geteuid() != 0:
        yield
        return
    for folder in owned:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, _NOBODY, _NOBODY)
        for above in list(folder.parents)[:-2]:
            above.chmod(0o755)
    os.seteuid(_NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)
