"""What a page offers somebody who found nothing, and whether it keeps what it promises."""

import re
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from searchapp.engine import Asked, Engine
from searchapp.engine.embedded import EmbeddedEngine
from searchapp.query import Scope, parse_query
from tests.strategies import typed_in
from tests.web.reading import Page, faults_of, visit

NOWHERE = "无此词语"
CORRECTIONS, PARTS = "是不是要找", "每一部分单独能找到多少"
CHOICES, LOOSER = "哪个范围把结果去掉了", "放宽要求后的相近结果，不计入上面的段数"
#: What of a question each looser one gives up.
IN_WORDS, IN_SECTION, IN_REPORT = "每个词都有", "本节里都有", "本篇里都有"

QUESTIONS: list[tuple[tuple[str, str], ...]] = [
    (("q", "枫桥经念"),),
    (("q", "“枫桥经念” 调解"), ("year", "2023")),
    (("q", f"矛盾纠纷 调解 {NOWHERE}"),),
    (("q", f"矛盾纠纷 -调解 {NOWHERE}"), ("within", "report")),
    (("q", f"“受理#件” (调解 或者 普法) {NOWHERE}"), ("within", "section"), ("view", "kwic")),
    (("q", f"矛盾 NEAR/20 (调解 或者 普法) {NOWHERE}"), ("whole", "1")),
    (("q", "矛盾纠纷"), ("year", "1990"), ("town", "松栎镇"), ("section", "plans")),
    (("q", "“纠纷的调解”"), ("year", "2023"), ("sort", "newest"), ("view", "reports")),
    (("q", "调解 -调解"), ("within", "report"), ("page", "3")),
    (("q", "镇:松砾镇 调解 年:2023"), ("county", "990121")),
    (("q", "组织或者个人受贿"),),
    (("q", "“-矛盾调解”"),),
    (("q", "“年:2023矛盾”"),),
    (("q", "“#矛盾调解(”"),),
    (("q", f"(省:“岚川省”)) {NOWHERE}"),),
    (("q", f"x(年:“岚川” {NOWHERE}"),),
    (("q", f"治（-调解 {NOWHERE}"), ("within", "section")),
    (("q", f"治或者（-调解「荻浦#」）) {NOWHERE}"), ("within", "report")),
    (("q", "“APP 调解 矛盾”"), ("within", "section")),
    (("q", "“12 件 法治”"), ("within", "report")),
    (("q", f'{NOWHERE} 「“枫桥经验」 『"枫桥"』 “\\#”'),),
    (("year", "1990"), ("genre", "其他")),
]


def total_of(page: Page) -> int:
    """How many passages a page says there are."""
    return int(page.texts(".totals strong")[0].removesuffix(" 段"))


def promises(page: Page) -> Iterator[tuple[str, str, int]]:
    """Each way on: what it is called, where it leads, how many passages it says are there."""
    for way in page.soup.select(".nothing li:has(a), .parts tbody tr:has(a)"):
        (link,) = way.select("a")
        (said, *_) = re.findall(r"(\d+) 段", way.get_text().removeprefix(link.get_text()))
        yield link.get_text(), str(link["href"]), int(said)


def offers(page: Page) -> dict[str, list[tuple[str, int]]]:
    """Under each heading of the help its ways on, and how many passages each promises."""
    (section,) = page.soup.select("section.nothing")
    found: dict[str, list[tuple[str, int]]] = {}
    for heading in section.select("h3"):
        under = heading.find_next_sibling(["ul", "table"])
        assert under
        part = Page(200, None, f'<div class="nothing">{under}</div>')
        found[heading.get_text()] = [(name, said) for name, _, said in promises(part)]
    return found


@pytest.mark.parametrize("choices", QUESTIONS, ids=lambda choices: choices[0][1][:16])
def test_each_way_leads_to_as_many_as_it_says(
    client: FlaskClient, choices: tuple[tuple[str, str], ...]
) -> None:
    """A number beside a link is that of the page it leads to; nothing is found here."""
    page = visit(client, "/search", *choices)
    assert total_of(page) == 0
    ways = list(promises(page))
    assert {name: total_of(visit(client, link)) for name, link, _ in ways} == {
        name: said for name, _, said in ways
    }


@pytest.mark.parametrize("choices", QUESTIONS, ids=lambda choices: choices[0][1][:16])
def test_help_has_no_empty_section_and_stands_alone(
    client: FlaskClient, choices: tuple[tuple[str, str], ...]
) -> None:
    """What is near is not mixed with what was found: no hits, no orders, no pages, no table."""
    page = visit(client, "/search", *choices)
    assert page.soup.select(".hit, .kwic, .orders, .views, .pages, .range") == []
    assert page.texts(".nothing h2") == ["没有找到"]
    found = offers(page)
    assert all(found.values())
    assert set(found) <= {CORRECTIONS, PARTS, CHOICES, LOOSER}
    said = page.texts(".nothing > p:not(.soft)")
    assert bool(said) is not bool(found)


@pytest.mark.property
@settings(max_examples=20)
@given(data=st.data())
def test_what_is_promised_is_kept_whatever_was_typed(
    client: FlaskClient, engine: EmbeddedEngine, data: st.DataObject
) -> None:
    """Any query of the language, at any scope, with choices or without."""
    reports = list(engine.reports())[:2]
    typed = data.draw(typed_in(reports)) + data.draw(st.sampled_from(["", f" {NOWHERE}"]))
    choices = [("q", typed), ("within", data.draw(st.sampled_from(Scope)))]
    choices += data.draw(st.sampled_from([[], [("year", "2022")], [("town", "无此镇")]]))
    choices += data.draw(st.sampled_from([[], [("whole", "1")]]))
    page = visit(client, "/search", *choices)
    assert (page.status, faults_of(page.html)) == (200, [])
    assume(total_of(page) == 0)
    for name, link, said in promises(page):
        assert total_of(visit(client, link)) == said, name


class TestCorrections:
    """是不是要找."""

    @pytest.mark.parametrize(
        ("typed", "meant"),
        [
            ("枫桥经念", "枫桥经验"),
            ("“枫桥经念”", "“枫桥经验”"),
            ("“矛盾就纷” 调解", "“矛盾纠纷” 调解"),
            ("人民条解", "人民调解"),
        ],
    )
    def test_a_slip_is_put_right(
        self, client: FlaskClient, engine: Engine, typed: str, meant: str
    ) -> None:
        """A character off, or one that sounds alike: the likeliest comes first."""
        page = visit(client, "/search", ("q", typed))
        first, said = offers(page)[CORRECTIONS][0]
        assert first == meant
        assert said == engine.find(Asked(parse_query(meant).query)).total.passages
        there = visit(client, page.links(".nothing a")[0])
        assert there.only(".box input[name=q]")["value"] == meant

    def test_it_keeps_choices_scope_and_layout(self, client: FlaskClient) -> None:
        """Only the slip is put right."""
        kept = (("year", "2022..2024"), ("within", "report"), ("view", "kwic"))
        page = visit(client, "/search", ("q", "“枫桥经念” 调解"), *kept)
        there = visit(client, page.links(".nothing a")[0])
        same = visit(client, "/search", ("q", "“枫桥经验” 调解"), *kept)
        assert there.html == same.html


class TestParts:
    """每一部分单独能找到多少."""

    def test_each_part_is_counted_alone_and_the_rest_without_it(
        self, client: FlaskClient, engine: Engine
    ) -> None:
        """Whoever asked for three things sees which of them is to blame."""
        page = visit(client, "/search", ("q", f"“矛盾纠纷” 调解 {NOWHERE}"))

        def found(typed: str) -> str:
            return f"{engine.find(Asked(parse_query(typed).query)).total.passages} 段"

        assert page.texts(".parts thead th") == ["部分", "单独", "没有它，其余"]
        assert [
            [each.get_text() for each in row.select("td")]
            for row in page.soup.select(".parts tbody tr")
        ] == [
            ["“矛盾纠纷”", found("“矛盾纠纷”"), "0 段"],
            ["调解", found("调解"), "0 段"],
            [NOWHERE, "0 段", found("“矛盾纠纷” 调解")],
        ]
        assert page.texts(".parts .none") == ["0 段"]

    def test_with_choices_a_part_is_counted_without_them_too(
        self, client: FlaskClient, engine: Engine
    ) -> None:
        """A word that another year says is not one that nobody says."""
        page = visit(client, "/search", ("q", f"调解 {NOWHERE}"), ("year", "1990"))
        everywhere = engine.find(Asked(parse_query("调解").query)).total.passages
        assert page.texts(".parts thead th") == ["部分", "单独", "不限范围", "没有它，其余"]
        assert page.texts(".parts tbody td")[:4] == ["调解", "0 段", f"{everywhere} 段", "0 段"]

    def test_parts_that_are_not_listed_are_counted(self, client: FlaskClient) -> None:
        """Whoever pastes a page is told how much of it was left out."""
        page = visit(client, "/search", ("q", " ".join(f"“无此{n}”" for n in range(40))))
        listed = len(page.soup.select(".parts tbody tr"))
        assert (
            page.texts(".nothing > .soft:last-of-type")[-1] == f"另有 {40 - listed} 个部分没有列出"
        )

    def test_words_of_one_run_are_parts(self, client: FlaskClient) -> None:
        """枫桥 is found, 经念 is not."""
        found = dict(offers(visit(client, "/search", ("q", "枫桥经念")))[PARTS])
        assert found["枫桥"] > 0 == found["经念"]


class TestChoices:
    """哪个范围把结果去掉了."""

    def test_the_choice_to_blame_is_told(self, client: FlaskClient, engine: Engine) -> None:
        """Giving it up leaves the others as they were; one that is not to blame is not named."""
        chosen = (("q", "矛盾纠纷"), ("year", "1990"), ("county", "990121"), ("town", "汀兰镇"))
        page = visit(client, "/search", *chosen)
        everywhere = engine.find(Asked(parse_query("矛盾纠纷").query)).total.passages
        (year, without_year), (all_of_them, without_any) = offers(page)[CHOICES]
        assert (year, all_of_them) == ("不限年度", "不限范围，在全部报告里找")
        assert 0 < without_year < without_any == everywhere
        link = next(link for name, link, _ in promises(page) if name == year)
        there = visit(client, link)
        same = visit(client, "/search", *(each for each in chosen if each[0] != "year"))
        assert there.html == same.html

    def test_two_that_are_to_blame_together_are_told_together(self, client: FlaskClient) -> None:
        """Where giving up one helps nobody, giving up all does."""
        page = visit(client, "/search", ("q", "调解"), ("year", "1990"), ("town", "无此镇"))
        ((name, said),) = offers(page)[CHOICES]
        assert name == "不限范围，在全部报告里找"
        assert said > 0

    def test_choices_that_are_not_to_blame_are_not_named(self, client: FlaskClient) -> None:
        """What nobody says is not found without them either."""
        page = visit(client, "/search", ("q", NOWHERE), ("year", "2023"), ("town", "松栎镇"))
        assert CHOICES not in offers(page)

    def test_one_choice_is_told_once(self, client: FlaskClient) -> None:
        """Without the only choice is without any."""
        page = visit(client, "/search", ("q", "调解"), ("year", "1990"))
        assert [name for name, _ in offers(page)[CHOICES]] == ["不限年度"]


class TestLooser:
    """放宽要求后的相近结果."""

    @pytest.mark.parametrize(
        ("choices", "ways"),
        [
            ((("q", "“纠纷的调解”"),), [IN_WORDS]),
            ((("q", "受理 NEAR/1 飞防"),), [IN_WORDS]),
            ((("q", "飞防 讲座"),), [IN_SECTION, IN_REPORT]),
            ((("q", "现将 加装电梯"),), [IN_REPORT]),
            ((("q", "现将 加装电梯"), ("within", "section")), [IN_REPORT]),
        ],
    )
    def test_a_question_that_asks_for_less_is_named_for_what_it_gives_up(
        self, client: FlaskClient, choices: tuple[tuple[str, str], ...], ways: list[str]
    ) -> None:
        """Words for a quotation, a section for a passage; only what then finds something."""
        page = visit(client, "/search", *choices)
        assert total_of(page) == 0
        found = offers(page)[LOOSER]
        for (name, _), way in zip(found, ways, strict=True):
            assert way in name
        assert all(said > 0 for _, said in found)


@pytest.mark.parametrize("view", ["passages", "reports", "kwic"])
def test_help_is_the_same_in_every_view(client: FlaskClient, view: str) -> None:
    """Nothing found is nothing to lay out."""
    plain = visit(client, "/search", ("q", f"调解 {NOWHERE}"))
    page = visit(client, "/search", ("q", f"调解 {NOWHERE}"), ("view", view))
    assert offers(page) == offers(plain)


def test_nothing_at_all_to_offer_is_a_sentence(client: FlaskClient) -> None:
    """A phrase that resembles nothing gets a word of advice, not an empty section."""
    page = visit(client, "/search", ("q", "“zqx9876jvw”"))
    assert page.texts(".nothing > p") == ["换一种说法，或只输入其中最特别的几个字。"]
    assert page.soup.select(".nothing h3, .nothing ul, .nothing table") == []
