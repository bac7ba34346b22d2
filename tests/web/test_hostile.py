"""Whatever an address or a report says, a page comes back, and it is a page of ours."""

import re
from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from hypothesis import example, given, settings
from hypothesis import strategies as st

from searchapp.engine import FACETS
from searchapp.web import create_app
from tests.library.homes import new_home
from tests.web.reading import SCRIPT_WRITTEN, STRANGE_SCRIPT, faults_of, visit

ATTACKS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' autofocus onfocus='alert(1)",
    "</title><svg onload=alert(1)>",
    "javascript:alert(1)",
    "{{ config }}{% raw %}",
    "]]><!--",
    "&lt;b&gt;&#34;",
]
#: Addresses that no browser writes, after the question mark.
RAW = [
    "q=%00",
    "q=%00%00法治%00",
    "q=%ED%A0%80",
    "q=%ED%A0%80%ED%B0%80&town=%ED%B0%80",
    "q=%FF%FE%80",
    "q=%",
    "q=%u6cd5",
    "q",
    "=&&==&q==",
    "&".join(f"q={n}" for n in range(900)),
    "&".join(f"town=镇{n}" for n in range(300)),
    "&".join(f"year={n}" for n in range(1000, 1300)),
    "year=0000..9999&year=9999..0000",
    "sort=newest&sort=x&page=-1&page=2&whole=&whole=1",
    "q=" + "枫" * 5000,
    "q=" + "“" * 5000,
    "q=" + "法 " * 2500,
    "q=" + quote("🀄𠮷\u200f\u202e法治\ufeff"),
    "section[]=plans&section=plans%00",
    "genre=其他&genre=%E6%B3%95%00",
    "page=999999999",
    "page=" + "9" * 5000,
]

NAMES = ("q", "sort", "page", "whole", "v", "p", "x", "within", "view", "beside")
#: Pieces of queries that mean something, and what is put between them.
OPERATORS = (
    *(
        "AND",
        "OR",
        "或者",
        "|",
        "｜",
        "NOT",
        "-",
        "－",
        "NEAR",
        "NEAR/3",
        "ＮＥＡＲ／９",
        "NEAR/x",
    ),
    *(
        "(",
        ")",
        "（",
        "）",
        '"',
        "“",
        "”",
        "「",
        "」",
        "『",
        "』",
        "＂",
        "\\",
        "#",
        "*",
        "＃",
        "＊",
    ),
    *("镇:", "年：", "章节:", "文号:", "日期:", "文种:", "地址:", "..", "2022", "〔2023〕", "、"),
    *("调解", "矛盾纠纷", "枫桥经念", "131件", "三百余", " ", "\u3000", "\t"),
)
QUERIES = st.text(max_size=30) | st.lists(
    st.sampled_from(OPERATORS) | st.text(max_size=2), max_size=14
).map("".join)

#: Names of parameters, known and not, and what might be put into them.
PARAMETERS = st.lists(
    st.tuples(
        st.sampled_from([*FACETS, *NAMES]),
        st.text(max_size=12) | st.sampled_from(ATTACKS) | st.from_regex(r"\d{1,5}(\.\.\d{4})?"),
    ),
    max_size=6,
)


@pytest.mark.parametrize("raw", RAW, ids=lambda raw: raw[:24])
@pytest.mark.parametrize("path", ["/search", "/"])
def test_any_address_is_a_page(client: FlaskClient, path: str, raw: str) -> None:
    """Broken escapes, endless and repeated parameters: a page, not a fault."""
    page = visit(client, f"{path}?{raw}")
    assert page.status == 200
    assert faults_of(page.html) == []


@pytest.mark.parametrize(
    "raw", [*RAW, "v=1e9&p=x", "v=" + "9" * 5000, "p=-5"], ids=lambda r: r[:24]
)
def test_any_address_of_a_report_is_a_page(client: FlaskClient, raw: str) -> None:
    """The same of a report and of a link to a passage, which says where to go and no more."""
    report = visit(client, "/search", ("q", "法治")).links(".hit h2 a")[0].split("?")[0]
    page = visit(client, f"{report}?{raw}")
    assert (page.status, faults_of(page.html)) == (200, [])
    link = visit(client, f"{report}/p1?{raw}")
    assert link.status == 302
    assert link.location is not None
    assert link.location.startswith(report)
    assert "\n" not in link.location


@pytest.mark.property
@settings(max_examples=60)
@given(PARAMETERS)
@example([("q", "\x00"), ("town", "\ud800".encode("utf-8", "replace").decode())])
@example([("year", "0000..9999"), ("page", "2")])
@example([("town", ""), ("q", "")])
def test_any_parameters_are_a_page(client: FlaskClient, parameters: list[tuple[str, str]]) -> None:
    """Known and unknown names, sense and nonsense: well-formed, and nothing runs."""
    page = visit(client, "/search", *parameters)
    assert (page.status, faults_of(page.html)) == (200, [])
    assert (
        page.soup.select(f"{STRANGE_SCRIPT}, style, svg[onload], [onerror], [onfocus], img") == []
    )
    assert all(link.startswith(("/", "#")) for link in page.links("a"))


@pytest.mark.property
@settings(max_examples=60)
@given(
    QUERIES,
    st.sampled_from(["passage", "section", "report"]),
    st.sampled_from(["passages", "reports", "kwic"]),
    st.sampled_from(["hit", "left", "right"]),
)
@example("“#*#”", "report", "kwic", "left")
@example("NEAR NEAR/0 NEAR", "section", "reports", "hit")
@example("年:0000..9999 日期:9999-12-31.. 文号:(", "report", "passages", "hit")
def test_any_query_is_a_page_at_any_scope_in_any_view(
    client: FlaskClient, typed: str, within: str, view: str, beside: str
) -> None:
    """Whatever is typed is answered, and repeated as it was typed."""
    choices = (("q", typed), ("within", within), ("view", view), ("beside", beside))
    page = visit(client, "/search", *choices)
    assert (page.status, faults_of(page.html)) == (200, [])
    assert (
        page.soup.select(
            f"{STRANGE_SCRIPT}, style, svg[onload], [onerror], [onfocus], [style], img"
        )
        == []
    )
    assert page.texts(".totals strong")[0].endswith(" 段")
    for link in page.links("ol.hits h2 a, .kwic a")[:1]:
        report = visit(client, link)
        assert (report.status, faults_of(report.html)) == (200, [])


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize(
    "parameter",
    ["q", "town", "year", "section", "sort", "page", "within", "view", "beside"],
)
def test_what_is_typed_is_shown_as_text(client: FlaskClient, parameter: str, attack: str) -> None:
    """Marks of HTML that come in an address are characters, wherever the page repeats them."""
    page = visit(client, "/search", ("q", "法治"), (parameter, attack))
    assert (page.status, faults_of(page.html)) == (200, [])
    assert page.soup.select(f"{STRANGE_SCRIPT}, img, svg[onload], [onerror], [onfocus], b") == []
    if parameter == "town":
        assert attack in page.only(".note").get_text()


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("view", ["passages", "reports", "kwic"])
def test_a_query_is_shown_as_text_wherever_it_is_repeated(
    client: FlaskClient, view: str, attack: str
) -> None:
    """In the tree of what was understood, the table of parts, the notes and the box."""
    bare = attack.replace('"', "").split()[0]
    typed = f"法治 “{attack}” 地址:{bare}"
    page = visit(client, "/search", ("q", typed), ("view", view), ("within", "section"))
    assert (page.status, faults_of(page.html)) == (200, [])
    assert page.soup.select(f"{STRANGE_SCRIPT}, img, svg[onload], [onerror], [onfocus], b") == []
    assert page.only(".box input[name=q]")["value"] == typed
    assert {each["value"] for each in page.soup.select("input[name=q]")} == {typed}
    assert f"原话“{attack}”" in page.only(".understood").get_text()
    assert attack in page.only(".parts").get_text()
    assert f"地址:{bare}" in page.only(".parts").get_text()
    assert page.only("title").get_text().startswith(typed)


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_a_report_says_is_shown_as_text(tmp_path: Path, attack: str) -> None:
    """Marks of HTML in a title, a heading, a text or a file's name are characters."""
    home = new_home(tmp_path / "home")
    name = f"松栎镇 {attack.replace('/', '')}.txt"
    home.write(
        name,
        f"松栎镇{attack}2024年法治政府建设情况报告\n一、主要举措{attack}\n"
        f"（一）{attack}\n全年调解{attack}纠纷131件{attack}。\n",
    )
    (verdict,) = home.ingest()
    client = create_app(home.engine, home.settings).test_client()
    typed = "“纠纷131件”"
    report = f"/reports/{verdict.report_id}"
    filed = home.only()
    last = filed.report.passages[-1]
    for path, view in (
        *(("/search", ""), ("/search", "reports"), ("/search", "kwic")),
        (report, ""),
    ):
        page = visit(client, path, ("q", typed), ("view", view))
        assert (page.status, faults_of(page.html)) == (200, [])
        assert (
            page.soup.select(f"{STRANGE_SCRIPT}, img, svg[onload], [onerror], [onfocus], b") == []
        )
        assert page.texts("mark") == ["纠纷131件"]
        if view == "kwic":
            before, after = last.text.split("纠纷131件")
            assert page.only(".kwic .left").get_text() == before[-20:]
            assert page.only(".kwic .right").get_text() == "纠纷131件" + after[:20]
    assert name in page.texts(".file")
    shown = [
        each.get_text()
        for each in page.soup.select(".sheet .passage")
        if each.a and each.a.extract()
    ]
    assert [text.rstrip("\n ") for text in shown] == [each.text for each in filed.report.passages]


@pytest.mark.parametrize(
    "path",
    [
        "/reports/%00",
        "/reports/%ED%A0%80",
        "/reports/" + "X" * 5000,
        "/reports/<script>alert(1)<%2Fscript>",
        "/reports/a/p-1",
        "/reports/a/p１",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/static/%2e%2e%2fapp.py",
        "/static/..%5capp.py",
        "/search/",
    ],
)
def test_any_path_is_a_page(client: FlaskClient, path: str) -> None:
    """What leads nowhere says so, in Chinese, without repeating marks of HTML as such."""
    page = visit(client, path)
    assert page.status in (404, 308)
    assert re.search(SCRIPT_WRITTEN, page.html) is None
    if page.status == 308:
        assert page.location is not None
        assert not page.location.startswith("//")
    else:
        assert page.texts("h1") == ["没有找到"]
