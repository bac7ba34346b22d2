"""What any engine finds: hits, totals, facets and order are those of reading every passage."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchapp.engine import FACETS, Asked, FacetName, FacetValue, Sort, Tally
from searchapp.parsing import Gazetteer, parse
from searchapp.query import Everything, PlaceChoice, Scope, YearRange
from searchapp.reading import read_file
from searchapp.reports import FiledReport, Genre, IssuerLevel, Place, SectionKind, Source
from searchapp.text import fold
from tests.chance import escaped
from tests.engine import laws
from tests.engine.reading import Reader, read
from tests.engine.shelves import DIPU, SONGLI, OnShelf, Shelf, asking, passages_in, report_of
from tests.strategies import corpora, disguised, phrase_of, questions_among, trees

#: Questions of every part of the language, for reports of the real kind.
TYPED = (
    *("“枫桥经验”", "“的”", "“2024年”", "“750余次”", "“一是”", "“法治政府建设”", "调解", ""),
    *("矛盾纠纷 调解", "组织或者个人", "1-10月", "村（社区）", "枫桥经验 “调解”", "八五普法"),
    *(
        "“矛盾纠纷#件”",
        "“建立*机制”",
        "“#%”",
        "矛盾 NEAR/5 调解",
        "“#件” NEAR/20 (调解 OR “化解”)",
    ),
    *("枫桥经验 OR “网格”", "（矛盾 | 纠纷） -“信访” 章节:举措和成效", "年:2024 -调解", "-“的”"),
    *("章节:问题", "标题:法治 “不足”", "文号:〔2025〕", "单位:人民政府 日期:2025.. 执法"),
)


class FindingContract(OnShelf):
    """The laws of what is found."""

    @pytest.mark.property
    @settings(max_examples=250)
    @given(data=st.data(), corpus=corpora())
    def test_searching_finds_what_reading_every_passage_finds(
        self, shelf: Shelf, data: st.DataObject, corpus: list[FiledReport]
    ) -> None:
        """Hits, spans, figures, order, totals and facets are what a patient reader would give."""
        engine, reader = shelf.engine(*corpus), Reader(corpus)
        for _ in range(10):
            laws.found_as_read(engine, reader, data.draw(questions_among(corpus), "asked"))

    @pytest.mark.property
    @settings(max_examples=50)
    @given(data=st.data(), corpus=corpora())
    def test_a_phrase_is_found_where_it_was_cut_from(
        self, shelf: Shelf, data: st.DataObject, corpus: list[FiledReport]
    ) -> None:
        """A piece of any passage, typed in quotes in any disguise, finds that passage."""
        engine = shelf.engine(*corpus)
        for filed in corpus:
            passage = data.draw(st.sampled_from(filed.report.passages))
            piece = data.draw(phrase_of(passage.text))
            found = engine.find(asking(f"「{data.draw(disguised(escaped(piece)))}」"))
            is_found = (filed.id, passage.number) in passages_in(found)
            assert is_found == (fold(piece).text in fold(passage.text).text)

    @pytest.mark.property
    @settings(max_examples=30)
    @given(data=st.data(), corpus=corpora(), size=st.integers(1, 5))
    def test_pages_together_are_all_hits_once(
        self, shelf: Shelf, data: st.DataObject, corpus: list[FiledReport], size: int
    ) -> None:
        """Whatever the size of a page, pages in a row are the whole answer, then nothing."""
        engine = shelf.engine(*corpus)
        for _ in range(3):
            laws.pages_make_the_whole(engine, data.draw(questions_among(corpus), "asked"), size)

    @pytest.mark.property
    @settings(max_examples=50)
    @given(data=st.data(), corpus=corpora(), size=st.integers(1, 3))
    def test_groups_are_the_hits_put_together_by_report(
        self, shelf: Shelf, data: st.DataObject, corpus: list[FiledReport], size: int
    ) -> None:
        """Grouping changes no total, facet or order: it counts and shows a report's first hits."""
        engine = shelf.engine(*corpus)
        for _ in range(4):
            asked = data.draw(questions_among(corpus), "asked")
            laws.groups_are_the_hits_by_report(engine, asked, size)

    @pytest.mark.property
    @settings(max_examples=80)
    @given(data=st.data(), corpus=corpora())
    def test_a_tally_counts_what_reading_each_report_finds(
        self, shelf: Shelf, data: st.DataObject, corpus: list[FiledReport]
    ) -> None:
        """Report by report, whatever is asked and chosen."""
        engine, reader = shelf.engine(*corpus), Reader(corpus)
        for _ in range(5):
            laws.tallied_as_read(engine, reader, data.draw(questions_among(corpus), "asked"))

    def test_a_tally_leaves_out_reports_that_say_nothing(self, shelf: Shelf) -> None:
        """法治 stands twice in one passage of R1, and in two of R3, and not in R2."""
        engine = shelf.engine(
            report_of("R1", "法治和法治"), report_of("R2", "调解"), report_of("R3", "法治", "法治")
        )
        assert engine.tally(asking("“法治”")) == {"R1": Tally(1, 2), "R3": Tally(2, 2)}
        assert engine.tally(asking("法治 或者 调解"))["R2"] == Tally(1, None)
        assert engine.tally(asking("“信访”")) == {}

    @pytest.mark.property
    @settings(max_examples=50)
    @given(data=st.data(), corpus=corpora())
    def test_scores_explain_the_order(
        self, shelf: Shelf, data: st.DataObject, corpus: list[FiledReport]
    ) -> None:
        """Each number is the sum or product of its parts, and the hits stand in their order."""
        engine, reader = shelf.engine(*corpus), Reader(corpus)
        for _ in range(4):
            asked = data.draw(questions_among(corpus), "asked")
            laws.scores_explain_the_order(engine, reader, asked)

    @pytest.mark.property
    @settings(max_examples=50)
    @given(data=st.data(), corpus=corpora())
    def test_the_proof_of_the_program_agrees(
        self, shelf: Shelf, data: st.DataObject, corpus: list[FiledReport]
    ) -> None:
        """``verify`` reads every passage itself, and finds no difference."""
        engine = shelf.engine(*corpus)
        for _ in range(4):
            laws.verified(engine, data.draw(questions_among(corpus), "asked"))

    @pytest.mark.property
    @settings(max_examples=50)
    @given(data=st.data(), corpus=corpora())
    def test_a_condition_typed_is_the_same_as_chosen(
        self, shelf: Shelf, data: st.DataObject, corpus: list[FiledReport]
    ) -> None:
        """At every scope ``镇:x`` beside a query gives the hits of ``--town x`` in their order."""
        engine = shelf.engine(*corpus)
        for _ in range(4):
            asked = data.draw(questions_among(corpus), "asked")
            condition = data.draw(st.sampled_from(laws.choosable(corpus)), "condition")
            laws.typed_as_chosen(engine, asked, condition)

    @pytest.mark.parametrize("within", Scope)
    @pytest.mark.parametrize(
        ("typed", "choice"),
        [
            ("章节:举措和成效", {"kinds": (SectionKind.MEASURES,)}),
            ("section:measures", {"kinds": (SectionKind.MEASURES,)}),
            ("镇:松栎镇", {"places": (PlaceChoice("town", "松栎镇"),)}),
            ("县：990121", {"places": (PlaceChoice("county", "990121"),)}),
            ("年:2023..2024", {"years": (YearRange(2023, 2024),)}),
            ("文种:法治政府建设报告", {"genres": (Genre.RULE_OF_LAW,)}),
        ],
    )
    def test_a_field_typed_is_the_option_of_that_name(
        self, shelf: Shelf, typed: str, choice: dict[str, Any], within: Scope
    ) -> None:
        """``调解 镇:松栎镇`` and ``调解 --town 松栎镇`` are the same question."""
        engine = shelf.engine(
            report_of("R1", "调解", "纠纷，调解"),
            report_of("R2", "纠纷", "调解", year=2022, place=DIPU, genre=Genre.PLAN),
        )
        for query in ("调解", "调解 纠纷", "调解 -纠纷", "(调解 OR 纠纷)", ""):
            one = engine.find(asking(f"{query} {typed}", within))
            other = engine.find(replace(asking(query, within), **choice))
            assert (one.hits, one.total) == (other.hits, other.total)

    @pytest.mark.parametrize("within", Scope)
    @pytest.mark.parametrize(
        ("typed", "reports"),
        [
            ("层级:乡镇", "R1"),
            ("level:county", "R2"),
            ("层级:未标注", "R3"),
            ("-层级:乡镇", "R2 R3"),
        ],
    )
    def test_a_level_is_that_of_the_organ(
        self, shelf: Shelf, typed: str, reports: str, within: Scope
    ) -> None:
        """A county's own report is told from its towns', and what could not be told from both."""
        engine = shelf.engine(
            report_of("R1", "调解", level=IssuerLevel.TOWN),
            report_of("R2", "调解", level=IssuerLevel.COUNTY),
            report_of("R3", "调解", level=None),
        )
        found = engine.find(asking(f"调解 {typed}", within))
        assert " ".join(sorted(hit.report for hit in found.hits)) == reports
        assert found.notes == ()

    @pytest.mark.property
    @settings(max_examples=50)
    @given(data=st.data(), corpus=corpora())
    def test_within_a_passage_negation_is_that_of_logic(
        self, shelf: Shelf, data: st.DataObject, corpus: list[FiledReport]
    ) -> None:
        """Twice it is nothing, and De Morgan's laws hold."""
        engine = shelf.engine(*corpus)
        for _ in range(2):
            one, other = data.draw(trees(corpus), "one"), data.draw(trees(corpus), "other")
            laws.negated_as_in_logic(engine, Asked(one), one, other)

    @pytest.mark.parametrize("within", Scope)
    def test_two_negations_typed_are_none(self, shelf: Shelf, within: Scope) -> None:
        """However NOT is written twice, and wherever it reaches, it asks for the thing itself."""
        engine = shelf.engine(report_of("R1", "调解", "法治"), report_of("R2", "法治"))
        plain = engine.find(asking("“调解”", within))
        for typed in (
            "-(-“调解”)",
            "NOT NOT “调解”",
            "－（NOT “调解”）",
            "-(-(-(-“调解”)))",
        ):
            assert engine.find(asking(typed, within)) == plain

    def test_nothing_asked_lists_everything_newest_first(self, shelf: Shelf) -> None:
        """An empty query finds every passage of every report, none of them marked."""
        engine = shelf.engine(
            report_of("R1", "甲", "乙", year=2022),
            report_of("R2", "丙"),
            report_of("R3", "丁", year=None),
        )
        found = engine.find(asking(""))
        assert passages_in(found) == [("R2", 1), ("R1", 1), ("R1", 2), ("R3", 1)]
        assert {hit.spans for hit in found.hits} == {()}

    @pytest.mark.property
    @settings(max_examples=50)
    @given(data=st.data(), corpus=corpora())
    def test_a_value_without_passages_is_shown_only_where_it_is_chosen(
        self, shelf: Shelf, data: st.DataObject, corpus: list[FiledReport]
    ) -> None:
        """A choice that leaves nothing can still be given up; no other value is shown empty."""
        engine = shelf.engine(*corpus)
        asked = data.draw(questions_among(corpus), "asked")
        shown = engine.find(asked).facets
        known = read(corpus, Asked(Everything())).facets
        for name in FACETS:
            chosen = {row.value for row in known[name] if is_chosen(name, row, asked)}
            if name == "section":
                chosen = {str(kind) for kind in asked.kinds}
            empty = {row.value for row in shown[name] if not row.passages}
            assert empty <= chosen <= {row.value for row in shown[name]}

    def test_real_reports_are_searched_exactly(
        self, shelf: Shelf, shared: Path, gazetteer: Gazetteer
    ) -> None:
        """In real reports, phrases and words are found as reading them finds."""
        corpus = [
            FiledReport(
                path.stem, 1, (Source(path.name, "txt"),), parse(read_file(path), gazetteer)
            )
            for path in sorted((shared / "corpus").glob("*.txt"))
        ]
        engine, reader = shelf.engine(*corpus), Reader(corpus)
        for typed in TYPED:
            for sort, within in zip(Sort, (*Scope, Scope.PASSAGE), strict=True):
                laws.found_as_read(engine, reader, replace(asking(typed, within), sort=sort))
                laws.found_as_read(engine, reader, asking(typed, within))

    def test_a_character_beyond_the_basic_plane_is_one_character(self, shelf: Shelf) -> None:
        """Spans count characters, also where one takes two units of UTF-16."""
        engine = shelf.engine(report_of("R1", "𠮷村𠮷村调解"))
        assert engine.find(asking("“𠮷”")).hits[0].spans == ((0, 1), (2, 3))
        assert engine.find(asking("“𠮷村调解”")).hits[0].spans == ((2, 6),)

    def test_a_passage_of_one_character_is_found(self, shelf: Shelf) -> None:
        """无 is a whole passage in many a report, and a mark may be one too."""
        engine = shelf.engine(report_of("R1", "无", "。", "A"))
        for number, typed in enumerate(("“无”", "“。”", "“ａ”"), start=1):
            assert passages_in(engine.find(asking(typed))) == [("R1", number)]
        assert passages_in(engine.find(asking("无"))) == [("R1", 1)]

    @pytest.mark.parametrize("unit", ["法治，", "法", "1 "])
    def test_a_very_long_passage_is_searched_to_its_end(self, shelf: Shelf, unit: str) -> None:
        """A hundred thousand characters in one passage are counted like any others."""
        text = unit * (100_000 // len(unit)) + "枫桥经验"
        engine = shelf.engine(report_of("R1", text))
        asked = asking(f"“{unit.strip()}”")
        assert engine.find(asked) == read([report_of("R1", text)], asked)
        assert engine.find(asking("“枫桥经验”")).hits[0].spans == ((len(text) - 4, len(text)),)

    @pytest.mark.parametrize(
        "typed", ["\udcff", '"\udcff\udcff"', "\x00", '"\ufffd"', "“\U0010ffff”"]
    )
    def test_what_no_text_has_is_not_found(self, shelf: Shelf, typed: str) -> None:
        """Whatever arrives in place of a query is no error."""
        assert shelf.engine(report_of("R1", "调解")).find(asking(typed)).total.passages == 0

    @pytest.mark.parametrize("typed", ["", "调解", "“调解”", "“调解” 枫桥"])
    @pytest.mark.parametrize("sort", Sort)
    def test_an_engine_that_holds_nothing_finds_nothing(
        self, shelf: Shelf, typed: str, sort: Sort
    ) -> None:
        """An index without reports is searched like any other."""
        engine = shelf.engine()
        asked = replace(asking(typed), sort=sort, kinds=(SectionKind.PLANS,))
        laws.found_as_read(engine, Reader([]), asked)
        assert list(engine.reports()) == []

    def test_a_chosen_place_that_no_report_is_of_is_told(self, shelf: Shelf) -> None:
        """A misspelt place finds nothing and says so, which a place with no hit does not."""
        engine = shelf.engine(report_of("R1", "调解"), report_of("R2", "纠纷", place=DIPU))
        choices = (PlaceChoice("town", "荻浦"), PlaceChoice("county", "望岫县"))
        found = engine.find(replace(asking("“调解”"), places=choices))
        assert (found.total.passages, found.notes) == (
            0,
            ("库里没有乡镇“荻浦”的报告；是不是“荻浦镇”？",),
        )

    def test_a_name_that_several_places_bear_means_all_of_them(self, shelf: Shelf) -> None:
        """Two towns of one name are both found by it, and each alone by its code."""
        other = Place("990122109", "松栎镇", "望岫县", "砚州市", "岚川省")
        engine = shelf.engine(report_of("R1", "调解"), report_of("R2", "调解", place=other))
        for value, reports in (("松栎镇", 2), (SONGLI.code, 1), (other.code, 1)):
            asked = replace(asking("调解"), places=(PlaceChoice("town", value),))
            assert engine.find(asked).total.reports == reports

    # Order

    def test_a_run_as_it_was_typed_comes_first_and_one_across_words_last(
        self, shelf: Shelf
    ) -> None:
        """As typed, then each word as a word, then what only arises across others, and says so."""
        engine = shelf.engine(
            report_of("R1", "协调解决，矛盾，矛盾，矛盾"),
            report_of("R2", "全村的矛盾由人民调解，这一年来没有一起矛盾上交到县里和市里"),
            report_of("R3", "全年共有调解矛盾的村委会十二个，另有三个村没有上报有关情况"),
        )
        found = engine.find(asking("调解矛盾"))
        assert [(hit.report, hit.across) for hit in found.hits] == [
            *(("R3", ()), ("R2", ())),
            ("R1", ("调解",)),
        ]

    def test_whole_words_leave_out_what_only_arises(self, shelf: Shelf) -> None:
        """With whole words, 协调解决 is not found for 调解, in no total and in no facet."""
        engine = shelf.engine(report_of("R1", "协调解决"), report_of("R2", "人民调解", year=2023))
        found = engine.find(replace(asking("调解"), whole_words=True))
        assert passages_in(found) == [("R2", 1)]
        assert found.facets["year"] == (FacetValue(2023, "2023", 1, 1),)

    def test_a_piece_of_a_figure_is_no_word(self, shelf: Shelf) -> None:
        """1 in 1,234 is 跨词, comes last, and is left out with whole words."""
        engine = shelf.engine(report_of("R1", "共1,234件，1,1件"), report_of("R2", "第1件"))
        found = engine.find(asking("1"))
        assert [(hit.report, hit.across) for hit in found.hits] == [("R2", ()), ("R1", ("1",))]
        assert passages_in(engine.find(replace(asking("1"), whole_words=True))) == [("R2", 1)]

    def test_a_passage_that_says_it_more_often_comes_before(self, shelf: Shelf) -> None:
        """Of passages of one length, the one with most occurrences is the most relevant."""
        engine = shelf.engine(
            report_of(
                "R1", "法治，法治，建设，建设", "法治，法治，法治，建设", "法治，建设，建设，建设"
            )
        )
        for typed in ("“法治”", "法治"):
            assert [hit.passage for hit in engine.find(asking(typed)).hits] == [2, 1, 3]

    @pytest.mark.parametrize(
        ("sort", "order"),
        [
            (Sort.RELEVANCE, "R3 R1 R5 R2 R4"),
            (Sort.NEWEST, "R3 R1 R5 R2 R4"),
            (Sort.OLDEST, "R1 R5 R2 R3 R4"),
            (Sort.PLACE, "R3 R1 R4 R5 R2"),
        ],
    )
    def test_ties_are_broken_by_newest_then_place_then_report(
        self, shelf: Shelf, sort: Sort, order: str
    ) -> None:
        """Equal passages come by year, place, id; what could not be told comes last."""
        engine = shelf.engine(
            report_of("R1", "调解", year=2023),
            report_of("R2", "调解", year=2023, place=None),
            report_of("R3", "调解", year=2024),
            report_of("R4", "调解", year=None),
            report_of("R5", "调解", year=2023, place=DIPU),
        )
        found = engine.find(replace(asking("调解"), sort=sort))
        assert " ".join(hit.report for hit in found.hits) == order


def is_chosen(name: FacetName, row: FacetValue, asked: Asked) -> bool:
    """Whether the value is among the choices."""
    if name == "year":
        return any(_is_in(row.value, choice) for choice in asked.years)
    if name == "genre":
        return row.value in asked.genres
    choices = [choice.value for choice in asked.places if choice.level == name]
    return row.value in choices or (row.value is not None and row.label in choices)


def _is_in(year: object, choice: YearRange) -> bool:
    if choice.first is None or choice.last is None or not isinstance(year, int):
        return (year, choice.first) == (None, None)
    return choice.first <= year <= choice.last
