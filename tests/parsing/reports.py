"""Invented reports for the tests of the parser."""

from searchapp.parsing import Gazetteer, parse
from searchapp.parsing.gazetteer import places_from_home
from searchapp.reading import Document
from searchapp.reading.document import Said
from searchapp.reports import Place, Report
from tests.conftest import SAMPLES

#: The invented places alone, and a second 松栎镇 in another county.
PLACES = [
    *places_from_home((SAMPLES / "places.tsv").read_text("utf-8").splitlines()),
    Place("990122102", "松栎镇", "望岫县", "砚州市", "岚川省"),
]
GAZETTEER = Gazetteer(PLACES)

TITLE = "青禾县松栎镇人民政府关于2024年法治政府建设情况的报告"
#: The body of a report, from preamble to plans.
BODY = [
    "松栎镇坚持以习近平法治思想为指导，扎实推进法治政府建设。现将有关情况报告如下。",
    "一、主要举措和成效",
    "（一）加强诉源治理。全年受理矛盾纠纷126件，调解成功121件。",
    "（二）强化行政执法",
    "办理行政处罚案件12件。",
    "二、存在的不足和原因",
    "执法力量薄弱，专业人员不足。",
    "三、2025年工作安排",
    "一是健全机制。二是充实力量。",
]
CLOSING = ["特此报告。", "青禾县松栎镇人民政府", "2025年1月20日"]


def report_of(
    *lines: str,
    said: Said | None = None,
    paragraphs: bool = True,
    gazetteer: Gazetteer = GAZETTEER,
) -> Report:
    """The report in a document of these lines."""
    document = Document(lines, "txt", said=said or Said(), paragraphs=paragraphs)
    return parse(document, gazetteer)
