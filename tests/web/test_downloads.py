"""The answer of a search as a file: all of it, verbatim, and nothing in it is run."""

import csv
import json
import re
from collections.abc import Iterable, Sequence
from io import BytesIO, StringIO
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape
from openpyxl.workbook import Workbook

from searchapp.cli import main
from searchapp.engine import Asked, Engine
from searchapp.query import parse_query
from searchapp.reports import LEVELS, UNLABELLED
from searchapp.web.spreadsheet import (
    MOST_UNITS,
    Column,
    Rows,
    Value,
    csv_pieces,
    guarded,
    unguarded,
    workbook,
)
from tests.library.homes import new_home
from tests.web.homes import visitor
from tests.web.reading import visit

#: Questions of every sort: a phrase, words, figures, joined parts, everything, and nothing.
QUESTIONS = ["“枫桥经验”", "矛盾纠纷 调解", "“受理矛盾纠纷#件”", "普法 -网络", "", "龘龘龘"]
#: A text in which everything stands that a spreadsheet might run, cut or leave out.
HOSTILE = st.text(
    st.sampled_from(
        "=+-@\t\r\n＝＋－＠'\"，,;；=枫0_xX005Fa\x00\x01\x0b\x1f\x7f\u2028\ufeff\ufffe𠮷 "
    )
    | st.characters(exclude_categories=["Cs"]),
    max_size=12,
)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def csv_rows(content: bytes) -> list[list[str]]:
    """The rows as a spreadsheet reads them, its guards taken away."""
    text = content.decode("utf-8-sig")
    rows = csv.reader(StringIO(text, newline=""))
    return [[unguarded(cell) for cell in row] for row in rows]


def book_of(content: bytes) -> Workbook:
    return load_workbook(BytesIO(content))


def sheet_rows(book: Workbook, name: str = "结果") -> list[tuple[Value, ...]]:
    """The cells as Excel shows them."""
    return [
        tuple(unescape(value) if isinstance(value, str) else value for value in row)
        for row in book[name].iter_rows(values_only=True)
    ]


def records(rows: Sequence[Sequence[Value]]) -> list[dict[str, Value]]:
    """Each row by the names of its columns."""
    head, *below = rows
    return [{str(name): value for name, value in zip(head, row, strict=True)} for row in below]


def fetched(client: FlaskClient, form: str, **asked: object) -> bytes:
    with client.get(f"/search.{form}", query_string=asked) as answer:
        assert answer.status_code == 200
        return answer.get_data()


@pytest.mark.parametrize("typed", QUESTIONS)
def test_every_passage_that_is_found_is_a_row_verbatim(
    client: FlaskClient, engine: Engine, typed: str
) -> None:
    """All of them, not a page, in the order of the search, in CSV as in Excel."""
    hits = engine.find(Asked(parse_query(typed).query, limit=None)).hits
    wanted = [(hit.text, str(hit.passage), hit.report) for hit in hits]
    for rows in (
        csv_rows(fetched(client, "csv", q=typed)),
        sheet_rows(book_of(fetched(client, "xlsx", q=typed))),
    ):
        found = records(rows)
        assert [(row["原文"], str(row["段号"]), row["报告编号"]) for row in found] == wanted


def test_a_row_says_what_is_known_of_the_passage(client: FlaskClient, engine: Engine) -> None:
    """Place by place, year, number, section and a link that needs no page beside it."""
    facts = {filed.id: filed.report for filed in engine.facts()}
    hits = engine.find(Asked(parse_query("调解").query, limit=None)).hits
    rows = records(sheet_rows(book_of(fetched(client, "xlsx", q="调解"))))
    for hit, row in zip(hits, rows, strict=True):
        place, report = hit.place, facts[hit.report]
        names = [place.name(level) if place else UNLABELLED for level in LEVELS]
        assert [row[name] for name in ("省", "市", "县区", "乡镇")] == names
        assert row["年度"] == (hit.year or UNLABELLED)
        assert (row["标题"], row["文号"]) == (hit.title, report.doc_number)
        assert (row["章节路径"] or "", row["类别"]) == (" › ".join(hit.section), hit.kind.label)
        assert row["链接"] == f"http://localhost/reports/{hit.report}/p{hit.passage}?v=1"
    landed = client.get(str(rows[0]["链接"]).removeprefix("http://localhost"))
    assert landed.status_code == 302


def test_the_occurrences_of_the_rows_are_those_of_the_page(
    client: FlaskClient, engine: Engine
) -> None:
    """Whoever adds the column up has the total of the search, overlapping places too."""
    for typed in ("“枫桥经验”", "“调解”", "“的”"):
        total = engine.find(Asked(parse_query(typed).query, limit=0)).total
        rows = records(csv_rows(fetched(client, "csv", q=typed)))
        assert sum(int(str(row["处数"])) for row in rows) == total.occurrences
        assert len({row["报告编号"] for row in rows}) == total.reports


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_rows_are_those_of_the_view(client: FlaskClient, engine: Engine, form: str) -> None:
    """By report a row each; as a concordance a row for each place."""
    read = csv_rows if form == "csv" else lambda content: sheet_rows(book_of(content))
    found = engine.find(Asked(parse_query("调解").query, limit=None, grouped=True))
    reports = records(read(fetched(client, form, q="调解", view="reports")))
    counted = [(row["报告编号"], int(str(row["段数"]))) for row in reports]
    assert counted == [(group.hits[0].report, group.passages) for group in found.groups]
    said = json.loads(fetched(client, "json", q="调解", view="kwic", beside="left"))["kwic"]
    places = records(read(fetched(client, form, q="调解", view="kwic", beside="left")))
    told = [(row["左"] or "", row["命中"], row["右"] or "") for row in places]
    assert told == [(row["left"], row["hit"], row["right"]) for row in said]
    assert len(told) > len(found.groups)


@pytest.mark.parametrize("typed", QUESTIONS)
def test_json_is_what_the_command_prints(
    client: FlaskClient, sample_home: Path, typed: str
) -> None:
    """A program has the same from either."""
    asked = ["--home", str(sample_home), "search", typed, "--json", "--limit", "all"]
    printed = CliRunner().invoke(main, asked)
    assert json.loads(fetched(client, "json", q=typed)) == json.loads(printed.output)


def test_json_by_report_counts_and_has_every_passage(client: FlaskClient) -> None:
    """The groups hold together what is found, and nothing of it is left out."""
    said = json.loads(fetched(client, "json", q="调解", view="reports"))
    assert sum(group["passages"] for group in said["groups"]) == said["total"]["passages"]
    assert len(said["hits"]) == said["total"]["passages"]
    assert len(said["groups"]) == said["total"]["reports"]


@pytest.mark.parametrize("view", ["matrix", "figures"])
def test_the_rows_of_a_table_are_those_of_the_page(client: FlaskClient, view: str) -> None:
    """Who did not mention it, and what number each gave: the same in every form."""
    asked = {"q": "“受理矛盾纠纷#件”", "view": view}
    said = json.loads(fetched(client, "json", **asked))["table"]
    assert said
    wanted = [["" if value is None else str(value) for value in row.values()] for row in said]
    below = csv_rows(fetched(client, "csv", **asked))
    assert below == [list(said[0]), *wanted]
    head, *rows = sheet_rows(book_of(fetched(client, "xlsx", **asked)))
    assert list(head) == list(said[0])
    assert [["" if each is None else str(each) for each in row] for row in rows] == wanted


def test_each_figure_stands_with_its_sentence_on_a_sheet(client: FlaskClient) -> None:
    """Whoever doubts a number of the table finds the sentence beside it, and the report."""
    asked = {"q": "“受理*纠纷#件”", "view": "figures"}
    said = json.loads(fetched(client, "json", **asked))
    book = book_of(fetched(client, "xlsx", **asked))
    assert book.sheetnames == ["结果", "说明", "原句"]
    below = records(sheet_rows(book, "原句"))
    assert below == said["sentences"]
    given = [hit["figures"] for hit in said["hits"]]
    assert len(below) == sum(map(len, given)) > 5
    for row in below:
        assert str(row["写法"]) in str(row["原文"])
        landed = client.get(str(row["链接"]).removeprefix("http://localhost"))
        assert landed.status_code == 302
    cells = {
        (row["代码"], name.removesuffix("年（件）")): value
        for row in records(sheet_rows(book))
        for name, value in row.items()
        if isinstance(value, int) and "年" in name
    }
    assert cells == {(row["代码"], str(row["年度"])): row["数"] for row in below}


@pytest.mark.parametrize(
    ("view", "names"),
    [("matrix", {"提及", "未提及", "格子里的"}), ("figures", {"有数", "没有", "相加"})],
)
def test_the_second_sheet_tells_what_a_table_counts(
    client: FlaskClient, view: str, names: set[str]
) -> None:
    """Of which genre, how many have it and have not, how many are missing, as on the page."""
    asked = {"q": "“受理各类矛盾纠纷#件”", "view": view, "county": "青禾县"}
    about = sheet_rows(book_of(fetched(client, "xlsx", **asked)), "说明")
    told = {str(name): said for name, said in about}
    assert {"计入的文种", "未报送"} | names <= told.keys()
    head = visit(client, "/search", *asked.items()).texts(".answer-head p")[0]
    assert f"未报送 {told['未报送']}" in head


def test_choices_and_order_count(client: FlaskClient) -> None:
    """The file has what the page of the same address has, not what the words find anywhere."""
    chosen = {"q": "调解", "section": "plans", "sort": "oldest", "page": "3"}
    rows = records(csv_rows(fetched(client, "csv", **chosen)))
    years = [int(str(row["年度"])) for row in rows]
    assert {row["类别"] for row in rows} == {"下年安排"}
    assert years == sorted(years)
    assert len(set(years)) > 1


def test_an_empty_answer_is_a_file_with_heads(client: FlaskClient) -> None:
    """Nothing found is an answer, too."""
    assert len(csv_rows(fetched(client, "csv", q="龘龘龘"))) == 1
    assert len(sheet_rows(book_of(fetched(client, "xlsx", q="龘龘龘")))) == 1
    assert json.loads(fetched(client, "json", q="龘龘龘"))["hits"] == []


def test_the_second_sheet_says_what_was_asked(client: FlaskClient) -> None:
    """Who opens the file in a year knows what it is."""
    asked = {"q": "“枫桥经验”", "year": "2024", "section": "measures"}
    about = sheet_rows(book_of(fetched(client, "xlsx", **asked)), "说明")
    told = {str(name): said for name, said in about}
    assert told["检索词"] == "“枫桥经验”"
    assert "逐字相符" in str(told["怎样理解的"])
    assert told["范围"] == "年度：2024；章节：举措和成效"
    rows = records(csv_rows(fetched(client, "csv", **asked)))
    assert told["段"] == str(len(rows))
    assert told["篇"] == str(len({row["报告编号"] for row in rows}))
    assert urlsplit(str(told["网址"])).netloc == "localhost"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", str(told["导出时间"]))


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("“枫桥经验”", "“枫桥经验” 段落"),
        ('a/b\\c:"*?<>|\u202e\x00 d', "abc d 段落"),
        ("", "全部段落 段落"),
        ("...", "全部段落 段落"),
        ("枫" * 200, "枫" * 40 + " 段落"),
    ],
)
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_file_is_named_for_what_was_sought(
    client: FlaskClient, form: str, typed: str, named: str
) -> None:
    """In Chinese, and with nothing that a system does not take."""
    answer = client.get(f"/search.{form}", query_string={"q": typed})
    disposition = answer.headers["Content-Disposition"]
    assert disposition.isascii()
    written = unquote(disposition.rpartition("''")[2])
    assert re.fullmatch(re.escape(named) + rf" \d{{4}}-\d\d-\d\d\.{form}", written)
    assert re.match(r"attachment; filename=search-[\d-]+\.", disposition)
    answer.close()


def test_each_form_says_what_it_is(client: FlaskClient) -> None:
    """No browser has to guess, and none may."""
    types = {"json": "application/json", "csv": "text/csv; charset=utf-8", "xlsx": XLSX}
    for form, content_type in types.items():
        with client.get(f"/search.{form}?q=调解") as answer:
            assert answer.headers["Content-Type"] == content_type
            assert answer.headers["X-Content-Type-Options"] == "nosniff"


def table(rows: Iterable[tuple[Value, ...]], columns: int = 2) -> Rows:
    return Rows(tuple(Column(f"列{at}") for at in range(columns)), rows)


@pytest.mark.property
@given(st.lists(st.tuples(HOSTILE, HOSTILE), max_size=8))
def test_csv_gives_any_text_back_and_lets_none_be_run(rows: list[tuple[str, str]]) -> None:
    """Formulas, quotes, line ends, control characters: what stands in a cell is text."""
    content = b"".join(csv_pieces(table(rows)))
    assert content.startswith(b"\xef\xbb\xbf")
    assert csv_rows(content) == [["列0", "列1"], *map(list, rows)]
    cells = csv.reader(StringIO(content.decode("utf-8-sig"), newline=""))
    assert not [cell for row in cells for cell in row if re.match("[=+\\-@\t\r\n＝＋－＠]", cell)]


@pytest.mark.property
@given(HOSTILE)
def test_a_guard_can_be_taken_away(text: str) -> None:
    """One apostrophe less is the text, whatever it began with."""
    assert unguarded(guarded(text)) == text


@pytest.mark.property
@settings(max_examples=50)
@given(st.lists(st.tuples(HOSTILE, st.integers(0, 9999)), max_size=8))
def test_excel_gives_any_text_back_as_text(rows: list[tuple[str, int]]) -> None:
    """No formula, no link, nothing left out."""
    with workbook(table(rows), []) as file:
        sheet = load_workbook(file)["结果"]
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr", "n"}
    assert not [cell for cell in cells if cell.hyperlink]
    read = sheet.iter_rows(min_row=2, values_only=True)
    assert [(unescape(text or ""), number) for text, number in read] == rows


def test_what_begins_a_formula_stays_text_when_it_is_edited() -> None:
    """Excel shows it with its quote prefix, and only it."""
    with workbook(table([("=1+1", "枫桥")]), []) as file:
        first, second = load_workbook(file)["结果"][2]
    assert (first.value, first.data_type, first.quotePrefix) == ("=1+1", "s", 1)
    assert second.quotePrefix == 0


@pytest.mark.parametrize("count", [0, 1, 3, 4, 6, 7])
def test_rows_beyond_the_limit_go_on_to_the_next_sheet(count: int) -> None:
    """Not one is lost, and 说明 names the sheets."""
    rows = [(f"第{at}行", at) for at in range(count)]
    with workbook(table(rows), [], beside={"原句": table(rows[:4])}, most_rows=4) as file:
        book = load_workbook(file)
    beside = [name for name in book.sheetnames if name.startswith("原句")]
    assert [row for name in beside for row in sheet_rows(book, name)[1:]] == rows[:4]
    sheets = [name for name in book.sheetnames if name.startswith("结果")]
    assert [row for name in sheets for row in sheet_rows(book, name)[1:]] == rows
    assert len(sheets) == max(1, -(-count // 3))
    told = [row[1] for row in sheet_rows(book, "说明") if row[0] == "工作表"]
    assert bool(told) == (len(sheets) > 1)
    assert all(name in str(said) for said in told for name in sheets)


def test_a_text_that_no_cell_has_room_for_is_cut_and_told() -> None:
    """Excel counts UTF-16, so that a rare character needs two; CSV has it whole."""
    fits, long = "𠮷" * (MOST_UNITS // 2) + "枫", "枫" + "𠮷" * (MOST_UNITS // 2 + 1)
    rows = [(fits, "a"), (long, "b")]
    with workbook(table(rows), []) as file:
        book = load_workbook(file)
    _, first, second = sheet_rows(book)
    assert first == (fits, "a")
    assert second[0] == long[: MOST_UNITS // 2 + 1]
    ((name, said),) = sheet_rows(book, "说明")
    assert name == "放不下的"
    assert str(said).startswith("1 格")
    assert csv_rows(b"".join(csv_pieces(table(rows))))[2][0] == long


def test_a_report_full_of_formulas_is_downloaded_as_it_is(tmp_path: Path) -> None:
    """From the file that was taken in to the cell of the spreadsheet."""
    home = new_home(tmp_path / "home")
    traps = [
        '=HYPERLINK("http://x.cn","调解")',
        "+调解1",
        "-调解",
        "@SUM(调解)",
        "'调解",
        "＝调解",
    ]
    home.write("a.txt", "\n".join(["松栎镇2024年法治政府建设情况的报告", *traps]) + "\n")
    home.ingest()
    texts = [each.text for each in home.only().report.passages]
    client = visitor(home)
    for rows in (
        csv_rows(fetched(client, "csv", sort="place")),
        sheet_rows(book_of(fetched(client, "xlsx", sort="place"))),
    ):
        assert sorted(str(row["原文"]) for row in records(rows)) == sorted(texts)
    assert set(traps) & set(texts)
