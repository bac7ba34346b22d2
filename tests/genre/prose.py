"""Sentences for reports: invented facts, and the traps that real reports are full of."""

from random import Random
from typing import Final

from tests.genre.places import Town

#: What was done. {we} is 我镇, {all} 全镇, {year} the year reported on, {n} and {m} are figures.
_DONE: Final = (
    "{we}把学法列入党委会首项议题，全年集中学法{n}次，撰写心得体会{m}余篇",
    "新建村级调解室{n}个，全年受理各类矛盾纠纷{m}件，调解成功率达98.5%",
    "组织{all}执法人员参加业务培训{n}期，新增持证执法人员{m}名",
    "修订《{kind}政府议事决策规则》，凡涉及群众切身利益的事项一律先听取意见、后会议研究",
    "法律顾问全年审查合同{n}份，出具书面意见{m}条，提出的建议均被采纳",
    "在赶集日设置法律服务点，发放宣传手册{m}余份，现场解答咨询{n}人次",
    "与相邻的三合镇、临江乡建立联席会议制度，共同处置跨界纠纷{n}起",
    "对照县司法局下发的问题清单逐项整改，{n}个问题全部销号",
    "办理行政处罚案件{n}件，罚款1.2万元，无一件被撤销或变更",
    "主动公开政务信息{m}条，办结依申请公开{n}件，群众满意度较{before}年提高3.6个百分点",
    "按照《关于做好法治督察工作的通知》（县法办〔{year}〕12号）要求，{we}开展自查{n}次",
    "聘请退休法官、教师等{n}人担任法治监督员，每季度召开一次座谈会",
    "推行首违不罚清单，对轻微违法行为当场教育、限期改正{n}起",
    "落实《法治社会建设实施纲要（2020－2025年）》任务{n}项，其中{m}项已经完成",
    "在“12·4”国家宪法日、“4.15”全民国家安全教育日前后开展活动{n}场，参与群众{m}余人次",
    "建成法治广场1处、法治长廊{n}处，“八五”普法中期验收获得好评",
    "梳理权责事项{m}项，编制流程图{n}张，在政务服务大厅上墙公示",
    "{year}年1－10月接待来访群众{m}人次，办结率达99%，较去年同期上升2个百分点",
    "邀请市中级人民法院法官开展“以案释法”讲座{n}场，{m}余名村（社区）干部参加",
    "截至目前，{all}{n}个村全部制定村规民约，培育“法律明白人”{m}名",
)
#: What is wanting.
_LACKING: Final = (
    "部分干部依法办事的自觉性不强，习惯于凭经验处理问题",
    "执法人员年龄偏大，法律专业毕业的只有{n}名，难以适应新的要求",
    "普法形式较为单一，外出务工人员和青少年的参与率偏低",
    "村级调解员报酬偏低，队伍不够稳定，{year}年先后有{n}人离岗",
    "决策前的风险评估流于形式，档案资料收集不够及时",
)
#: What is to be done.
_NEXT: Final = (
    "建立学法考勤和测试制度，力争{after}年实现村干部培训全覆盖",
    "选派{n}名执法人员到县级部门跟班学习，逐步充实一线力量",
    "用好乡村大喇叭、短视频等载体，让法律知识进村入户",
    "健全矛盾纠纷排查化解台账，做到小事不出村、大事不出{kind}",
    "把法治建设成效纳入年度考核，考核结果与评先评优挂钩",
)
_GUIDANCE: Final = (
    "以习近平法治思想为指导，认真落实上级决策部署，扎实推进依法行政",
    "在上级党委、政府的坚强领导下，紧扣年度目标任务，统筹推进法治建设各项工作",
    "坚持党建引领，聚焦群众关切，着力补短板、强弱项，法治建设取得新的进展",
)


class Prose:
    """Sentences about one town and year, drawn by chance."""

    def __init__(self, rng: Random, town: Town, year: int) -> None:
        self._rng = rng
        self._words = {
            "we": f"我{town.kind}",
            "all": f"全{town.kind}",
            "kind": town.kind,
            "year": year,
            "before": year - 1,
            "after": year + 1,
        }

    def done(self, sentences: int = 2) -> str:
        """What was done, in so many sentences."""
        return self._said(_DONE, sentences)

    def lacking(self, sentences: int = 1) -> str:
        """What is wanting."""
        return self._said(_LACKING, sentences)

    def intended(self, sentences: int = 1) -> str:
        """What is to be done."""
        return self._said(_NEXT, sentences)

    def guidance(self) -> str:
        """A formula of the preamble, without its end."""
        return self._rng.choice(_GUIDANCE)

    def _said(self, pool: tuple[str, ...], sentences: int) -> str:
        chosen = self._rng.sample(pool, sentences)
        return "".join(f"{self._filled(each)}。" for each in chosen)

    def _filled(self, sentence: str) -> str:
        figures = {"n": self._rng.randint(2, 30), "m": self._rng.randint(31, 960)}
        return sentence.format_map(self._words | figures)
