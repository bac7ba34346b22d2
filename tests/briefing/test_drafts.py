"""A draft held against the reports: what was changed is found out, what is true is let pass."""

from collections import Counter
from pathlib import Path
from random import Random
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchapp.briefing.checked import Checked, Verdict
from searchapp.briefing.claims import Sort
from searchapp.briefing.docx import docx
from searchapp.briefing.drafts import MOST_CLAIMS, check_draft
from searchapp.briefing.paper import Paper
from searchapp.briefing.plain import plain
from searchapp.briefing.saying import Where
from searchapp.engine import Engine
from searchapp.engine.embedded import EmbeddedEngine
from searchapp.library.excerpts import excerpt_of
from searchapp.library.reading_once import text_of
from searchapp.settings import Settings
from searchapp.text import Span
from tests.briefing import papers
from tests.briefing.planting import (
    Planted,
    changed,
    some,
    texts_in,
    true_quotes,
    true_sentences,
)
from tests.engine.shelves import DIPU, report_of
from tests.library.homes import Home

#: So many changes are planted, and so many true quotes.
MANY: Final = 200
SAID: Final = "全年受理矛盾纠纷131件，调解成功128件，成功率97.7%。群众满意度逐年提高。"


@pytest.fixture(scope="module")
def samples(sample_home: Path) -> Engine:
    """The sample reports."""
    return EmbeddedEngine(Settings(home=sample_home).index)


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """Three reports of two towns."""
    engine = EmbeddedEngine(tmp_path_factory.mktemp("few") / "index")
    with engine.writer() as writer:
        writer.put(report_of("R1", SAID, "推行“枫桥经验”，设立调解室7个。", year=2023))
        writer.put(report_of("R2", "推行“枫桥经验”。", "受理信访151件，全部办结。", place=DIPU))
        writer.put(report_of("R3", "全年受理矛盾纠纷131件。", "坚持“枫桥经验”不动摇。", year=2022))
    return engine


def only(engine: Engine, text: str) -> Checked:
    """The only claim of a draft, checked."""
    (found,) = check_draft(engine, text).checked
    return found


# The law


def test_every_planted_change_is_found_out(samples: Engine) -> None:
    """One character changed, put in, taken out or swapped: never 一致, and never quiet."""
    planted = some(changed(texts_in(samples), Random(1)), MANY)
    missed = [each for each in planted if not _is_found_out(samples, each)]
    assert missed == []
    assert set(Counter(each.how for each in planted)) == {
        "a digit",
        "a character",
        "one more",
        "one less",
        "swapped",
    }
    assert {each.sort for each in planted} == {Sort.QUOTE, Sort.FIGURE}


def _is_found_out(engine: Engine, planted: Planted) -> bool:
    checked = check_draft(engine, planted.paragraph).checked
    own = [each for each in checked if each.claim.sort is planted.sort]
    return bool(own) and any(_tells(each) for each in own)


def _tells(each: Checked) -> bool:
    return each.verdict is not Verdict.AGREES and not each.is_quiet


def test_no_true_quote_raises_an_alarm(samples: Engine) -> None:
    """Sentences, parts, over sentence ends, in other width and marks: all 一致."""
    rng, texts = Random(3), texts_in(samples)
    planted = some(true_quotes(texts, rng), MANY) + some(true_sentences(texts, rng), MANY // 2)
    wrong = [
        (each, found.verdict, found.claim.text)
        for each in planted
        for found in check_draft(samples, each.paragraph).checked
        if found.verdict is not Verdict.AGREES
    ]
    assert wrong == []
    assert all(check_draft(samples, each.paragraph).checked for each in planted)
    assert {each.how for each in planted} == {"sentence", "part", "over an end", "passage"}


def test_changes_in_real_reports_are_found_out(shared: Path, tmp_path: Path) -> None:
    """The same on reports as they were issued, of which some are passed over here."""
    home = Home(tmp_path / "home")
    home.settings.corpus.mkdir(parents=True)
    files = sorted(each for each in (shared / "corpus").rglob("*.*") if each.is_file())
    for file in files[:12]:
        (home.settings.corpus / file.name).write_bytes(file.read_bytes())
    home.ingest()
    texts, rng = texts_in(home.engine), Random(5)
    missed = [e for e in some(changed(texts, rng), MANY) if not _is_found_out(home.engine, e)]
    assert missed == []
    for each in some(true_quotes(texts, rng), MANY):
        verdicts = {found.verdict for found in check_draft(home.engine, each.paragraph).checked}
        assert verdicts == {Verdict.AGREES}, each


# What becomes of it


def test_a_figure_that_stands_in_another_sentence_does_not_count(few: Engine) -> None:
    """131 made 151 is 有出入 though 151件 stands in another report: the sentence decides."""
    for text in ("全年受理矛盾纠纷151件，调解成功128件。", "“受理矛盾纠纷151件，调解成功128件”"):
        found = only(few, text)
        assert found.verdict is Verdict.DIFFERS
        assert [(witness.report, witness.passage) for witness in found.witnesses[:1]] == [
            ("R1", 1)
        ]
        assert "".join(p.text for p in found.witnesses[0].pieces if p.fate == "removed") == "151"


@pytest.mark.parametrize("text", ["“31件，调解成功128件”", "“成功率97”", "“矛盾纠纷13”"])
def test_a_number_that_was_cut_is_another_number(few: Engine, text: str) -> None:
    """The characters stand there, the number does not."""
    assert only(few, text).verdict is not Verdict.AGREES


def test_what_is_shown_for_a_number_that_was_cut_is_the_whole(few: Engine) -> None:
    """The difference is to be seen, and nobody takes a false number into a briefing."""
    found = only(few, "“31件，调解成功129件”")
    assert (found.verdict, found.notes) == (Verdict.DIFFERS, ())
    assert found.witnesses[0].text == "131件，调解成功128件"
    assert "131" in [piece.text for piece in found.witnesses[0].pieces if piece.fate == "added"]


@pytest.mark.parametrize(
    "text",
    [
        "三十一件，办理行政案件二十一件。",
        "十一件，占比百分之五十。",
        "“办理行政案件二十一件，占比百分之五”",
        "“发放传单3”",
        "200万元，发放传单3千份。",
        "“其中约1”",
    ],
)
def test_a_number_is_whole_however_it_is_written(tmp_path: Path, text: str) -> None:
    """In Chinese numerals, with place words behind digits, with blanks and strokes in them."""
    engine = EmbeddedEngine(tmp_path / "index")
    said = (
        "受理一百三十一件，办理行政案件二十一件，占比百分之五十。",
        "投入 1 200 万元，发放传单3千份，其中约1/2入户。",
    )
    with engine.writer() as writer:
        writer.put(report_of("R1", *said))
    for found in check_draft(engine, text).checked:
        assert found.verdict is not Verdict.AGREES
        assert found.notes != ("数字都一致，字句不同",)
    for sentence in said:
        assert only(engine, sentence).verdict is Verdict.AGREES


def test_a_quotation_may_end_with_a_mark_of_its_own(few: Engine) -> None:
    """Where the report goes on with a comma a full stop is right, and told of; in a word not."""
    found = only(few, "“全年受理矛盾纠纷131件，调解成功128件。”")
    assert (found.verdict, found.notes) == (Verdict.AGREES, ("末尾的标点不同",))
    assert only(few, "“全年受理矛盾纠纷131件，调解成。”").verdict is Verdict.DIFFERS


def test_what_folding_passes_over_is_told_of(few: Engine) -> None:
    """Full width is the same, and somebody may want to know."""
    found = only(few, "“全年受理矛盾纠纷１３１件,调解成功 128 件”")
    assert found.verdict is Verdict.AGREES
    assert "全角" in found.notes[0]


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("松栎镇“受理矛盾纠纷131件，调解成功128件”。", False),
        ("松栎镇2023年“受理矛盾纠纷131件，调解成功128件”。", False),
        ("松栎镇2021年“受理矛盾纠纷131件，调解成功128件”。", True),
        ("荻浦镇“受理矛盾纠纷131件，调解成功128件”。", True),
        ("松栎镇做得好，荻浦镇“受理矛盾纠纷131件，调解成功128件”。", True),
        ("荻浦镇办结信访。“受理矛盾纠纷131件，调解成功128件”。", True),
        ("荻浦镇的“枫桥经验”也好。", False),
    ],
)
def test_a_quote_of_another_town_or_year_is_told_of(few: Engine, text: str, is_told: bool) -> None:
    """It stands so, but not where the draft says: that is not quiet, and says where it does."""
    found = only(few, text)
    assert found.verdict is Verdict.AGREES
    assert (found.elsewhere, found.is_quiet) == (is_told, not is_told)
    assert any("松栎镇 2023" in note for note in found.notes) is is_told


@pytest.mark.parametrize(
    ("text", "verdict", "word"),
    [
        ("“调解成功128件，成功率97.7%。群众满意度逐年提高”", Verdict.AGREES, ""),
        ("“受理矛盾纠纷131件……群众满意度逐年提高”", Verdict.AGREES, "省略"),
        ("“受理矛盾纠纷131件……群众满意度逐月提高”", Verdict.DIFFERS, "1 处一致，1 处有出入"),
        ("“群众满意度逐年提高……受理矛盾纠纷131件”", Verdict.AGREES, "次序与原文不同"),
        ("“受理矛盾纠纷131件……受理信访151件”", Verdict.DIFFERS, "不在同一篇"),
        ("“群众满意度逐年提高。推行“枫桥经验”，设立调解室7个。”", Verdict.AGREES, "前后两段"),
        ("“推行“枫桥经验”。受理信访151件，全部办结。”", Verdict.AGREES, "前后两段"),
        ("「坚持“枫桥经验”不动摇。受理信访151件，全部办结。」", Verdict.DIFFERS, "不在同一篇"),
        (
            "「推行“枫桥经验”，设立调解室7个。群众满意度逐年提高。」",
            Verdict.DIFFERS,
            "不连在一起",
        ),
    ],
)
def test_a_quotation_of_several_parts_is_held_part_by_part(
    few: Engine, text: str, verdict: Verdict, word: str
) -> None:
    """Over sentence ends, with something left out, over the end of a passage, joined from two."""
    found = next(e for e in check_draft(few, text).checked if e.claim.sort is Sort.QUOTE)
    assert found.verdict is verdict
    assert word in "".join(found.notes)
    assert found.witnesses


def test_a_term_is_quiet(few: Engine) -> None:
    """枫桥经验 stands in three reports, which is all there is to say; a new term is nobody's."""
    known, own = check_draft(few, "“枫桥经验”和“两山夜话”").checked
    assert (known.verdict, known.passages, known.reports) == (Verdict.AGREES, 3, 3)
    assert (own.verdict, own.is_quiet) == (Verdict.MISSING, True)


def test_a_sum_of_ones_own_is_no_fault(few: Engine) -> None:
    """未找到 and no more; where a clause of it stands, it is told where."""
    found = only(few, "两镇合计办理案件282件。")
    assert (found.verdict, found.witnesses) == (Verdict.MISSING, ())
    found = only(few, "两镇工作扎实、亮点很多、各有特色，受理矛盾纠纷131件，比上年明显增加不少。")
    assert found.verdict is Verdict.MISSING
    assert [witness.text for witness in found.witnesses[:1]] == ["受理矛盾纠纷131件"]


def test_of_a_long_draft_the_rest_is_told_of(few: Engine) -> None:
    """So many claims are looked up; how many were not is said, never passed over."""
    checked = check_draft(few, "共计7件。\n" * (MOST_CLAIMS + 5))
    assert (len(checked.checked), checked.left) == (MOST_CLAIMS, 5)


@pytest.mark.property
@settings(max_examples=60)
@given(
    text=st.text(
        st.sampled_from('“”「」『』‘’"《》〈（）〔1〕…。，；：131件调解枫桥 \n'), max_size=60
    )
)
def test_no_text_is_too_strange_to_be_checked(few: Engine, text: str) -> None:
    """Whatever is pasted, each claim is a piece of it and has a verdict."""
    checked = check_draft(few, text)
    for each in checked.checked:
        assert each.claim.text in checked.draft.paragraphs[each.claim.paragraph]
        assert each.verdict is not Verdict.AGREES or each.witnesses


@pytest.mark.parametrize("where", Where)
def test_a_briefing_of_ours_is_clean(tmp_path: Path, where: Where) -> None:
    """As text and as a Word document, with its notes and its list of sources."""
    texts = (
        "健全镇村两级人民调解组织14个。全年排查矛盾纠纷206次，受理183件，成功率98.9%。",
        "坚持“枫桥经验”，设立院坝调解室6处，就地化解邻里纠纷57件。",
    )
    filed = papers.report_of(*texts)
    excerpts = [excerpt_of(filed, at, Span(0, len(text))) for at, text in enumerate(texts, 1)]
    quotes = (papers.quoted(at, excerpt) for at, excerpt in enumerate(excerpts, 1))
    paper = Paper("全县基层治理材料", tuple(quotes), papers.ADDRESS, papers.MOMENT)
    engine = EmbeddedEngine(tmp_path / "index")
    with engine.writer() as writer:
        writer.put(filed)
    own = Settings(home=tmp_path)
    word = text_of("材料.docx", lambda path: write(path, docx(paper, where)), own)
    assert isinstance(word, str)
    for text in (plain(paper, where).decode(), word):
        checked = check_draft(engine, text).checked
        assert {each.verdict for each in checked} == {Verdict.AGREES}, [
            each.claim.text for each in checked if each.verdict is not Verdict.AGREES
        ]
        assert sum(each.claim.sort is Sort.FIGURE for each in checked) == 3


def write(path: Path, content: bytes) -> None:
    """Put a file there."""
    path.write_bytes(content)
