"""What people type into Chinese searches, and what they must get: a list to read.

Between 【 and 】 stands what is marked; places that touch are one.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from searchapp.engine import Engine, Hit, merged, pieces
from searchapp.query import Scope
from tests.engine.shelves import Shelf, asking, passages_in, report_of

#: What was typed, and a passage that is found.
FOUND = [
    # negation with phrases
    ("调解 -“信访”", "人民【调解】组织"),
    ("“调解” －“信访 事项”", "【调解】信访案件"),
    ("-“信访”", "人民调解组织"),
    ("“调解” NOT “信访” -诉讼", "人民【调解】组织"),
    ("调解 -「“枫桥经验”」", "学习枫桥经验，【调解】纠纷"),
    ("调解 -“受理#件”", "受理一批，【调解】成功"),
    ("调解 -(信访 或者 “诉讼”)", "人民【调解】组织"),
    # figures and their measure words
    ("12件", "调解纠纷【12件】"),
    ("12 件", "调解纠纷【12】起，信访3【件】"),
    ("“12件”", "调解纠纷【１２件】"),
    ("“12 件”", "调解纠纷【12件】"),
    ("“#件”", "调解纠纷【三百余件】，信访【1.2万件】，诉讼【338件】"),
    ("“调解*#件”", "【调解矛盾纠纷12件】"),
    ("“纠纷#起”", "化解【纠纷1,234起】"),
    ("“11.88万元”", "罚款【11.88万元】"),
    ("“罚款#万元”", "【罚款11.88万元】"),
    # one character
    ("无", "【无】"),
    ("“的”", "群众【的】事"),
    ("法", "立【法】、执【法】"),
    ("“。”", "依法行政【。】"),
    # document numbers in every style of brackets
    ("“青政发〔2024〕12号”", "见【青政发〔2024〕12号】"),
    ("“青政发[2024]12号”", "见【青政发〔2024〕12号】"),
    ("“青政发（2024）12号”", "见【青政发［2024］12号】"),
    ("青政发【2024】12号", "见【青政发〔2024〕12号】"),
    ("“〔2024〕12号”", "见青政发【(2024)12号】"),
    # width, case and script
    ("“ＡＰＰ”", "手机【App】"),
    ("app", "手机【ＡＰＰ】"),
    ("“（社区）”", "村【(社区)】"),
    ("調解組織", "人民【调解组织】"),
    ("“調解”", "人民【调解】"),
    ("“调解”", "人民【調解】"),
    ("２０２４年", "【2024年】"),
    # names that jieba cuts, or cuts elsewhere
    ("松栎镇", "在【松栎镇】召开"),
    ("荻浦", "【荻浦】镇人民政府"),
    ("谌新蕖", "镇长【谌新蕖】同志"),
    ("八五普法", "落实“【八五】”【普法】规划"),
    ("“八五普法”", "开展【八五普法】"),
    ("首违不罚", "落实【首违不罚】清单"),
    ("枫桥经验", "坚持“【枫桥经验】”"),
    # dates and ranges are text
    ("1-10月", "【1-10月】，全镇调解"),
    ("“1-10月”", "【1—10月】，全镇调解"),
    ("“12·4”", "“【12·4】”国家宪法日"),
    ("“12.4”", "“【12·4】”国家宪法日"),
    ("12·4", "“【12.4】”国家宪法日"),
    ("2024年1月", "【2024年1月】起施行"),
    # quotes inside quotes
    ("「坚持“枫桥经验”」", "【坚持“枫桥经验”】不动摇"),
    ("『坚持“枫桥经验”』", "【坚持「枫桥经验」】不动摇"),
    ('"坚持“枫桥经验”"', "【坚持“枫桥经验”】不动摇"),
    ("＂坚持“枫桥经验”＂", "【坚持“枫桥经验”】不动摇"),
    ("“坚持\\“枫桥经验\\””", "【坚持“枫桥经验”】不动摇"),
    ("“枫桥经验", "坚持“【枫桥经验】”"),
    ("”枫桥经验”", "坚持“【枫桥经验】”"),
    ("‘两委’", "村【‘两委’】干部"),
    # full-width operators and brackets
    ("调解 ｜ 信访", "群众【信访】"),
    ("调解　ＯＲ　信访", "群众【信访】"),
    ("（调解 或者 信访） －诉讼", "群众【信访】"),
    ("调解 ＡＮＤ 组织", "人民【调解组织】"),
    ("矛盾 ＮＥＡＲ／５ 调解", "【矛盾】纠纷【调解】"),
    # operators that are none
    ("组织或者个人", "任何【组织或者个人】"),
    ("村（社区）", "各【村（社区）】"),
    ("《条例》", "学习【《条例》】"),
    ("行政－执法", "【行政－执法】"),
    ("网站:", "政府【网站:】"),
    # compound words by their parts
    ("调解", "【调解】员、人民【调解】委员会"),
    ("法治", "习近平【法治】思想"),
    ("委员会", "人民调解【委员会】"),
    ("人民调解", "【人民调解】委员会"),
    # the longest match is what gets marked
    ("人民调解 调解", "【人民调解】，再【调解】"),
    ("“调解” OR “人民调解委员会”", "【人民调解委员会】【调解】"),
    ("矛盾调解", "【矛盾调解】，【调解】了【矛盾】"),
    ("“法法”", "【法法法】治"),
    # nearness and gaps
    ("矛盾 NEAR/2 调解", "【调解】各类【矛盾】，另有矛盾"),
    ("“建立*机制”", "【建立健全调解机制】"),
    ("“机制*建立”", "【机制的建立】"),
]

#: What was typed, and a passage that is not found.
NOT_FOUND = [
    ("调解 -“信访”", "调解信访案件"),
    ("调解 -「“枫桥经验”」", "学习“枫桥经验”，调解纠纷"),
    ("调解 -“受理#件”", "受理36件，调解成功"),
    ("-“信访” -调解", "人民调解组织"),
    ("“#件”", "第12件"),
    ("“纠纷38”", "纠纷338"),
    ("“受理8#件”", "受理838件"),
    ("“青政发〔2024〕12号”", "见青政发〔2024〕112号"),
    ("“《条例》”", "〈条例〉"),
    ("“八五普法”", "落实“八五”普法规划"),
    ("“12·4”", "124"),
    ("“1-10月”", "110月"),
    ("“调解组织”", "组织调解"),
    ("“矛盾，纠纷”", "矛盾、纠纷"),
    ("“建立*机制”", "建立制度。健全机制"),
    ("“建立*机制”", "建立了十一个字以上才会出现的机制"),
    ("矛盾 NEAR/2 调解", "矛盾纠纷多元调解"),
    ("矛盾 NEAR 盾", "矛盾"),
    ("“＃件”", "若干件"),
    ("“\\#件”", "12件"),
    ("镇:荻浦镇 调解", "人民调解"),
]


@pytest.fixture
def holding(tmp_path: Path) -> Callable[..., Engine]:
    """An engine with one report of these passages."""

    def hold(*texts: str) -> Engine:
        return Shelf("embedded", tmp_path).engine(report_of("R1", *texts))

    return hold


def shown(hit: Hit) -> str:
    """The passage with what is marked between 【 and 】."""
    return "".join(
        f"【{text}】" if marked else text for text, marked in pieces(hit.text, merged(hit.spans))
    )


@pytest.mark.parametrize(("typed", "expected"), FOUND)
def test_it_is_found_and_marked(holding: Callable[..., Engine], typed: str, expected: str) -> None:
    """The passage is found, with exactly that marked."""
    text = expected.replace("【", "").replace("】", "")
    found = holding(text).find(asking(typed))
    assert [shown(hit) for hit in found.hits] == [expected.replace("】【", "")]


@pytest.mark.parametrize(("typed", "text"), NOT_FOUND)
def test_it_is_not_found(holding: Callable[..., Engine], typed: str, text: str) -> None:
    """The passage does not say what was asked for."""
    assert holding(text).find(asking(typed)).hits == ()


@pytest.mark.parametrize(
    ("typed", "reports"),
    [
        ("文号:青政发〔2024〕12号", "R1"),
        ("文号:青政发[2024]12号", "R1"),
        ("文号:青政发（2024）12号", "R1"),
        ("文号:青政发【2024】12号", "R1"),
        ("文号:青政发202412号", "R1"),
        ("文号：〔2024〕", "R1 R2"),
        ("文号:2024", "R1 R2"),
        ("文号:“青政发”", "R1"),
        ("文号:(2024)12", "R1 R2"),
        ("文号:松府", "R2"),
        ("-文号:松府", "R1 R3"),
        ("文号:无", ""),
    ],
)
def test_a_document_number_in_any_style(tmp_path: Path, typed: str, reports: str) -> None:
    """Whole or in part, in whatever brackets, or in none."""
    engine = Shelf("embedded", tmp_path).engine(
        report_of("R1", "甲", doc_number="青政发〔2024〕12号"),
        report_of("R2", "乙", doc_number="松府﹝2024﹞123号"),
        report_of("R3", "丙"),
    )
    assert " ".join(hit.report for hit in engine.find(asking(typed)).hits) == reports


def test_a_word_across_two_others_comes_last_and_says_so(holding: Callable[..., Engine]) -> None:
    """调解 arises in 协调解决 across 协调 and 解决."""
    engine = holding("协调解决问题", "全镇人民调解组织共有十二个，其他情况另行报告")
    found = engine.find(asking("调解"))
    assert [(hit.passage, hit.across) for hit in found.hits] == [(2, ()), (1, ("调解",))]


def test_a_figure_inside_another_comes_last_and_says_so(holding: Callable[..., Engine]) -> None:
    """312件 contains 12件, and is another figure."""
    found = holding("纠纷312件", "全镇调解矛盾纠纷12件，其他情况另行报告").find(asking("12件"))
    assert [(hit.passage, hit.across) for hit in found.hits] == [(2, ()), (1, ("12件",))]


def test_a_phrase_is_literal_and_a_run_is_words(holding: Callable[..., Engine]) -> None:
    """Marks between two words part a phrase, and not a run."""
    engine = holding("矛盾、纠纷", "矛盾纠纷", "纠纷和矛盾")
    assert passages_in(engine.find(asking("“矛盾纠纷”"))) == [("R1", 2)]
    assert sorted(passages_in(engine.find(asking("矛盾纠纷")))) == [("R1", n) for n in (1, 2, 3)]
    assert passages_in(engine.find(asking("矛盾纠纷")))[0] == ("R1", 2)


@pytest.mark.parametrize(
    ("typed", "text", "figures"),
    [
        ("“#件”", "受理338件、1.2万余件", [("338", 338, "件"), ("1.2万余", 12000, "件")]),
        ("“受理*#件”", "受理矛盾纠纷三百余件", [("三百余", 300, "件")]),
        ("“罚款#万元”", "罚款１１.８８万元", [("１１.８８", 11.88, "万元")]),
        ("“#起” OR “#件”", "36起、数百件", [("36", 36, "起"), ("数百", None, "件")]),
        ("“同比#%”", "同比98.5%", [("98.5", 98.5, "%")]),
        ("“#人次” NEAR/5 培训", "培训干部 1,200 人次", [("1,200", 1200, "人次")]),
    ],
)
def test_what_a_number_sign_took_is_carried_by_the_hit(
    holding: Callable[..., Engine],
    typed: str,
    text: str,
    figures: list[tuple[str, float | None, str]],
) -> None:
    """As written, as a number where it is a definite one, its unit, and where it stands."""
    (hit,) = holding(text).find(asking(typed)).hits
    assert [(each.written, each.number, each.unit) for each in hit.figures] == figures
    assert [text[slice(*each.span)] for each in hit.figures] == [each[0] for each in figures]


@pytest.fixture
def sections(tmp_path: Path) -> Engine:
    """Two level-1 sections in one report, and another report."""
    reports = [
        report_of("R1", ("一、举措", "矛盾"), ("一、举措", "调解"), ("二、不足", "矛盾")),
        report_of("R2", ("一、举措", "调解"), ("二、不足", "信访")),
    ]
    return Shelf("embedded", tmp_path).engine(*reports)


@pytest.mark.parametrize(
    ("typed", "within", "expected"),
    [
        ("矛盾 调解", Scope.PASSAGE, ""),
        ("矛盾 调解", Scope.SECTION, "R1p1 R1p2"),
        ("矛盾 调解", Scope.REPORT, "R1p1 R1p2 R1p3"),
        ("调解 -矛盾", Scope.PASSAGE, "R1p2 R2p1"),
        ("调解 -矛盾", Scope.SECTION, "R2p1"),
        ("调解 -矛盾", Scope.REPORT, "R2p1"),
        ("矛盾 -调解", Scope.SECTION, "R1p3"),
        ("-调解", Scope.SECTION, "R1p3 R2p2"),
        ("-矛盾", Scope.REPORT, "R2p1 R2p2"),
        ("矛盾 调解 章节:不足", Scope.SECTION, ""),
        ("矛盾 调解 章节:不足", Scope.REPORT, "R1p3"),
        ("矛盾 调解 -章节:不足", Scope.REPORT, "R1p1 R1p2"),
        ("(矛盾 OR 信访) 调解", Scope.REPORT, "R1p1 R1p2 R1p3 R2p1 R2p2"),
    ],
)
def test_how_far_apart_and_may_hold_and_not_reaches(
    sections: Engine, typed: str, within: Scope, expected: str
) -> None:
    """本段, 本节 (of level 1) or 本篇; found are the passages that contribute."""
    found = sections.find(asking(typed, within))
    assert " ".join(f"{hit.report}p{hit.passage}" for hit in by_number(found.hits)) == expected


def by_number(hits: tuple[Hit, ...]) -> list[Hit]:
    """The hits by report and passage."""
    return sorted(hits, key=lambda hit: (hit.report, hit.passage))


@pytest.mark.parametrize(
    ("typed", "note"),
    [
        ("镇:松栎", "库里没有乡镇“松栎”的报告；是不是“松栎镇”？"),
        ("年:1999", "库里没有 1999 年度的报告；有的是：2024"),
        ("章节:无此章节", "库里没有符合这个条件的段落：所在章节的标题含“无此章节”"),
    ],
)
def test_a_condition_that_nothing_keeps_is_told(
    holding: Callable[..., Engine], typed: str, note: str
) -> None:
    """A misspelling finds nothing, and the answer says what there is."""
    assert holding("调解").find(asking(typed)).notes == (note,)
    assert holding("调解").find(asking(f"调解 -{typed}")).notes == (note,)
