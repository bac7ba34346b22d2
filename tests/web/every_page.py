"""Every page there is, in every state worth looking at: one list for all that looks at pages."""

import io
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from searchapp.engine import Asked
from searchapp.library import Batch, Batches
from searchapp.library.excerpts.holding import Fate
from searchapp.library.held import held
from searchapp.query import parse_query
from tests.library.homes import Home
from tests.web.briefed import briefings_in, furnish_briefings
from tests.web.homes import DOUBTFUL, visitor
from tests.web.shelved import furnish_shelf, shelved_in

#: A sample report that is printed a second time.
REVISED: Final = "2022年度砚桥街道法治政府建设情况报告.txt"
ASKED: Final = "“矛盾纠纷” 调解"
FIGURES: Final = "“受理各类矛盾纠纷%23件”"
#: A draft with every verdict.
DRAFT: Final = (
    "松栎镇“主动公开信息241条，在7个社区设置政务公开查阅点”，砚桥街道“主动公开信息242条，在7个社区设置"
    "政务公开查阅点”。坚持“枫桥经验”和“两山夜话”。合计办理28件。"
)
#: What a browser says of a form on one of our own pages.
OWN: Final = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
#: So many seconds one waits for files to be taken in.
PATIENCE: Final = 60


@dataclass(frozen=True, slots=True)
class EachPage:
    """A page in one state; ``shows`` is a selector of what must be to be seen on it.

    In its path ``{…}`` are names of what ``known_in`` finds in a home.
    """

    name: str
    path: str
    shows: str
    status: int = 200

    def at(self, known: Mapping[str, str]) -> str:
        """Its path in the home in which these are known."""
        return self.path.format_map(known)


SEARCHES: Final = (
    EachPage("start", "/", ".box"),
    EachPage("search", f"/search?q={ASKED}", ".hit mark"),
    EachPage(
        "search-chosen",
        "/search?q=矛盾纠纷&county=990121&year=2023..2024&section=measures",
        ".chips",
    ),
    EachPage(
        "search-joined",
        "/search?q=(调解 或者 信访) 枫桥经验 -网络&within=section&town=荻浦镇",
        ".hit",
    ),
    EachPage("search-by-report", "/search?q=矛盾纠纷&view=reports", ".group"),
    EachPage("search-kwic", "/search?q=“调解成功%23件”&view=kwic&beside=right", ".kwic mark"),
    EachPage("search-matrix", "/search?q=“枫桥经验”&view=matrix", "main table"),
    EachPage("search-figures", f"/search?q={FIGURES}&view=figures", "main table"),
    EachPage("search-nothing", "/search?q=“枫桥经念” 法律明白人 年:2019", ".nothing"),
    EachPage("search-left-out", "/search?q=“渔业” 调解&town=砚桥街道&year=2022", ".nothing"),
    EachPage("search-late-page", "/search?q=法治&page=70", ".nothing"),
    EachPage("search-long", "/search?q=" + "LongWordWithoutAnyBlank" * 18, ".nothing"),
    EachPage("search-nonsense", "/search?q=“没有合上 地址:松栎镇&year=明年", ".note"),
)
REPORTS: Final = (
    EachPage("report", f"/reports/{{report}}?q={ASKED}#m{{passage}}", "article mark"),
    EachPage("report-unsearched", "/reports/{report}", "article h1"),
    EachPage("report-without", "/reports/{report}?q=“没有人这样写”", "article h1"),
    EachPage("report-searched-within", "/reports/{report}?q=调解&find=普法", "article mark"),
    EachPage("report-earlier", "/reports/{revised}?version=1", "main .note"),
    EachPage("report-moved-link", "/reports/{revised}?v=1&p=999#p999", "main .note"),
    EachPage("versions", "/reports/{revised}/versions", "main"),
    EachPage("compare-versions", "/reports/{revised}/compare", ".compared ins"),
    EachPage("correct", "/reports/{report}/correct", "main form"),
    EachPage("check", "/reports/{doubtful}/correct", "main .doubts"),
    EachPage("missing", "/reports/0000000000", "main h1", 404),
)
REST: Final = (
    EachPage("overview", "/overview", "main h1"),
    EachPage("coverage", "/coverage", "main table"),
    EachPage("compare", "/compare?place=青禾县&year=2023", ".offers"),
    EachPage("compare-choose", "/compare", ".towns"),
    EachPage("compare-years", "/compare?report={report}&report={beside}", ".abreast"),
    EachPage(
        "compare-towns",
        "/compare?report={report}&report={elsewhere}&section=plans",
        ".abreast",
    ),
    EachPage("checking", "/checking", "main .case"),
    EachPage("add", "/add", "main form"),
    EachPage("added", "/add/{batch}", "main .verdict"),
    EachPage("saved", "/saved?saved=1", ".saved .new"),
    EachPage("help", "/help", "main h1"),
    EachPage("api", "/api", "main h1"),
)
EDITING: Final = (
    EachPage("briefing", "/briefings/{briefing}", ".b-sheet [data-shape=quote]"),
    EachPage("briefing-empty", "/briefings/{empty_briefing}", ".b-sheet"),
    EachPage("briefing-conflict", "/briefings/{torn_briefing}", ".b-conflict"),
    EachPage("briefing-beside", "/briefings/{briefing}?q=章节:不足 执法", ".b-sheet"),
    EachPage("briefing-export", "/briefings/{briefing}/export", ".ex-form"),
    EachPage("briefing-missing", "/briefings/999999", "main h1", 404),
)
SHELF: Final = (
    EachPage("briefings", "/briefings?done=copied&of={changed}#briefing-{changed}", ".bs-lost"),
    EachPage("briefings-found", "/briefings?q=院坝会&tag=法治", ".bs-one"),
    EachPage("briefings-none", "/briefings?q=没有人这样写", "main .note"),
    EachPage("briefings-aside", "/briefings?archived=1&done=archived&of={aside}", ".bs-one"),
    EachPage("earlier", "/briefings/{changed}/revisions", ".bs-days"),
    EachPage("earlier-state", "/briefings/{changed}/revisions?at=1", ".bs-block .tag"),
)
CHECKED: Final = (
    EachPage("alike", "/reports/{report}/p{passage}/alike?q=调解", ".alike-said"),
    EachPage("alike-told", "/reports/{told}/p{told_passage}/alike", ".telling .tag"),
    EachPage("taken-over", "/reports/{report}/taken-over?from={beside}", ".telling"),
    EachPage("drafts", "/drafts", ".draft-form"),
    EachPage("drafts-checked", f"/drafts?text={DRAFT}", ".draft-claim.differs ins"),
)
LINKED: Final = (
    EachPage("excerpt", "/reports/{quoted}?x={excerpt}&q=调解#x{excerpt}", "article .excerpt"),
    EachPage("excerpt-changed", "/x/{changed_excerpt}", ".as-it-is ins"),
    EachPage("excerpts", "/excerpts", ".near .tag"),
    EachPage("excerpt-missing", "/x/0000000000", "main h1", 404),
    EachPage("passage-link", "/reports/{revised}?v=1&p=3#p3", "article .note"),
)
EVERY_PAGE: Final = (*SEARCHES, *REPORTS, *REST, *EDITING, *SHELF, *CHECKED, *LINKED)


def furnish(home: Home) -> None:
    """Give a home of the sample reports what pages also tell of: a version, a doubt, a batch.

    And a saved search in which the version is new.
    """
    saved = visitor(home).post("/saved", data={"q": "会议", "year": "2022"}, headers=OWN)
    assert saved.status_code == 303, saved.text
    furnish_briefings(home)
    furnish_shelf(home)
    report = home.settings.corpus / REVISED
    report.write_text(report.read_text("utf-8").replace("会议9次", "会议10次"), "utf-8")
    home.ingest()
    hand_in(home, {"没有年度.txt": DOUBTFUL.encode(), "扫描件.pdf": b"%PDF-1.4 broken"})


def hand_in(home: Home, files: Mapping[str, bytes]) -> None:
    """Put files in on the page for it, and wait until they were taken in."""
    sent = [(io.BytesIO(content), name) for name, content in files.items()]
    answer = visitor(home).post("/add", data={"files": sent}, headers=OWN)
    assert answer.status_code == 303, answer.text
    until = time.monotonic() + PATIENCE
    while not last_batch(home).progress().is_done:
        assert time.monotonic() < until, "still being taken in"
        time.sleep(0.05)


def last_batch(home: Home) -> Batch:
    """What was handed in last."""
    return Batches(home.settings.received).all()[-1]


def known_in(home: Home) -> dict[str, str]:
    """What the paths name: a report with a hit and its passage, a report of two versions.

    And beside the first one of the same town, and one of another town.
    """
    engine = home.engine
    hit = engine.find(Asked(parse_query(ASKED).query, limit=1)).hits[0]
    told = engine.find(Asked(parse_query("“报告如下”").query, limit=1)).hits[0]
    revised = next(filed.id for filed in engine.reports() if filed.version == 2)
    others = [each for each in engine.facts() if each.id != hit.report and each.report.year]
    return {
        "report": hit.report,
        "passage": str(hit.passage),
        "told": told.report,
        "told_passage": str(told.passage),
        "revised": revised,
        "doubtful": next(each.id for each in engine.facts() if each.report.doubts),
        "batch": last_batch(home).name,
        "beside": next(each.id for each in others if each.report.place == hit.place),
        "elsewhere": next(each.id for each in others if each.report.place != hit.place),
        **briefings_in(home),
        **shelved_in(home),
        **_linked_in(home),
    }


def _linked_in(home: Home) -> dict[str, str]:
    """An excerpt that stands where it stood with its report, and one that was changed."""
    with home.ledger() as ledger:
        excerpts = list(ledger.excerpts.all())
        found = held(ledger, home.engine, excerpts)
    fates = {found[each.code].fate: each for each in excerpts}
    stands = fates[Fate.UNCHANGED]
    return {
        "excerpt": stands.code,
        "quoted": stands.report,
        "changed_excerpt": fates[Fate.CHANGED].code,
    }
