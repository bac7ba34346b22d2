"""Does a draft say what the reports say? Each of its claims, held against every passage.

Nothing is guessed: 一致 is said of what stands so in a passage, character for character once
folded. One other figure makes another sentence, also where that figure stands elsewhere.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from searchapp.briefing.checked import Checked, CheckedDraft, Verdict, Witness
from searchapp.briefing.claims import Claim, Sort, draft_of, figures_in, unmarked
from searchapp.briefing.lookup import Reports, Wanted
from searchapp.briefing.meaning import Meant, Names
from searchapp.engine import Engine
from searchapp.text import SENTENCE, fold

#: So many claims of a draft are looked up, from its beginning.
MOST_CLAIMS: Final = 300
#: So many places are told of for each claim.
_WITNESSES: Final = 3
#: So many places are looked at to see whether a quotation goes on in the next passage.
_GOING_ON: Final = 40
#: A quotation of more sentences is looked up as a whole, and then by the first of them.
_PARTS: Final = 12
#: What comes near a longer text is looked for by its sentences.
_LONGEST: Final = 5_000
#: A shorter clause says nothing about where it was taken from.
_CLAUSE: Final = 6
_CLAUSES: Final = re.compile(r"[^，,：:；;。！？]+")
_LEFT_OUT: Final = re.compile(r"…+|\.{3,}|。{3,}|[\[［【〔（](?:略|下略|中略)[\]］】〕）]")
#: What ends a quotation may be the draft's own: 。 where the report goes on with a comma.
_ENDS: Final = " ，。；：、,.;:!?！？"
#: The number that a draft gives to a sentence.
_NUMBER: Final = re.compile(
    r"\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、．.](?!\d)|[一二三四五六七八九十]是)\s*"
)


def check_draft(engine: Engine, text: str) -> CheckedDraft:
    """The first claims of a draft held against the reports. Raises IndexUnavailable."""
    draft = draft_of(text)
    claims = draft.claims[:MOST_CLAIMS]
    checked = tuple(map(_Checking(engine).checked, claims))
    return CheckedDraft(draft, checked, len(draft.claims) - len(claims))


class _Checking:
    """The reports, as claims are held against them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._reports = Reports(engine)
        self._names = Names(engine.facts())

    def checked(self, claim: Claim) -> Checked:
        """What became of a claim."""
        found = self._as_written(claim) or (
            self._in_parts(claim) if claim.sort is Sort.QUOTE else None
        )
        return found or self._nearly(claim) or self._missing(claim)

    def _some_parts(self, claim: Claim) -> Checked | None:
        """A quotation that stands nowhere, but parts of it do, or nearly."""
        texts = dict.fromkeys(
            _bare(each) for part in _LEFT_OUT.split(claim.text) for each in SENTENCE.findall(part)
        )
        parts = [replace(claim, text=text) for text in texts if len(fold(text).text) >= _CLAUSE]
        found = [self._as_written(part) or self._nearly(part) for part in parts[:_PARTS]]
        told = sorted(filter(None, found), key=lambda each: each.verdict is Verdict.AGREES)
        if len(parts) < 2 or not told:
            return None
        witnesses = tuple(each.witnesses[0] for each in told[:_WITNESSES])
        return Checked(claim, Verdict.DIFFERS, witnesses, notes=(_counted(found, len(parts)),))

    def _as_written(self, claim: Claim) -> Checked | None:
        """The claim, if it stands so: with or without the mark at its end and its number."""
        plain = unmarked(claim.text)
        for text in dict.fromkeys((claim.text, plain)):
            if found := self._literally(claim, Wanted(text, is_term=claim.is_term)):
                return found
        bare = plain.rstrip(_ENDS)
        is_ended = bare != plain
        if claim.sort is Sort.QUOTE:
            found = self._literally(claim, Wanted(bare, ended=True)) if is_ended else None
            return found and replace(found, notes=("末尾的标点不同", *found.notes))
        return self._numbered(claim, Wanted(bare, ended=is_ended))

    def _numbered(self, claim: Claim, wanted: Wanted) -> Checked | None:
        """A sentence, or what it is without the number that the draft gives to it."""
        found = self._literally(claim, wanted)
        text = _NUMBER.sub("", wanted.text)
        if found or text == wanted.text:
            return found
        found = self._literally(claim, replace(wanted, text=text))
        return found and replace(found, notes=("去掉序号后一致", *found.notes))

    def _literally(self, claim: Claim, wanted: Wanted) -> Checked | None:
        """Where a text stands so: in the place and year that the draft names, if it does there."""
        if not fold(wanted.text).text:
            return None
        anywhere = self._reports.standing(wanted)
        if not anywhere.passages:
            return None
        witnesses, said = self._where_meant(self._names.beside(claim), wanted, anywhere.witnesses)
        notes = (*_width(wanted.text, witnesses), *([said] if said else ()))
        told = (witnesses, anywhere.passages, anywhere.reports, notes, bool(said))
        return Checked(claim, Verdict.AGREES, *told)

    def _where_meant(
        self, meant: Meant, wanted: Wanted, anywhere: tuple[Witness, ...]
    ) -> tuple[tuple[Witness, ...], str]:
        """The places of a text where the draft says, else anywhere; what is to be said of that."""
        for places, years in meant.narrower:
            asked = replace(wanted.asked, places=places, years=years)
            witnesses = self._reports.standing(wanted, asked).witnesses
            if witnesses:
                return witnesses, meant.said((places, years), witnesses)
        return anywhere, meant.said(((), ()), anywhere)

    def _in_parts(self, claim: Claim) -> Checked | None:
        """A quotation that leaves something out, or that goes over the end of a passage."""
        parts = [part for each in _LEFT_OUT.split(claim.text) if (part := _bare(each))]
        if len(parts) > 1:
            return self._with_gaps(claim, parts) if len(parts) <= _PARTS else None
        sentences = [each for each in SENTENCE.findall(claim.text) if _bare(each)]
        return self._over_the_end(claim, sentences) if 1 < len(sentences) <= _PARTS else None

    def _with_gaps(self, claim: Claim, parts: Sequence[str]) -> Checked | None:
        """Parts between which something was left out: all are to stand in one report."""
        together = self._together(parts)
        if together is None:
            return None
        witnesses = self._witnesses_of(parts, together)
        if not together:
            notes = ("省略号前后的话都有，但不在同一篇报告里",)
            return Checked(claim, Verdict.DIFFERS, witnesses, notes=notes)
        is_in_order = sorted(witnesses, key=_place) == [*witnesses]
        notes = (
            f"中间有省略：{len(parts)} 处分别核对，同一篇里都有",
            *(() if is_in_order else ("前后次序与原文不同",)),
        )
        return Checked(claim, Verdict.AGREES, witnesses, len(parts), len(together), notes)

    def _over_the_end(self, claim: Claim, sentences: Sequence[str]) -> Checked | None:
        """Sentences of which some end a passage and the others begin the next one.

        Where each of them stands, but not so, that is said.
        """
        together = self._together([_bare(each) for each in sentences])
        if together is None:
            return None
        for at in range(1, len(sentences)):
            joined = list(self._joined("".join(sentences[:at]), "".join(sentences[at:])))
            if joined:
                told = (
                    tuple(joined[:_WITNESSES]),
                    len(joined),
                    len({each.report for each in joined}),
                )
                return Checked(claim, Verdict.AGREES, *told, ("原文分在前后两段里",))
        where = "在同一篇里，但" if together else "不在同一篇里，也"
        witnesses = self._witnesses_of(sentences, together)
        return Checked(
            claim, Verdict.DIFFERS, witnesses, notes=(f"每一句都有，{where}不连在一起",)
        )

    def _together(self, parts: Sequence[str]) -> frozenset[str] | None:
        """The reports in which all of these texts stand; None where one stands nowhere."""
        holding: frozenset[str] | None = None
        for part in parts:
            found = self._reports.having(part)
            if not found:
                return None
            holding = found if holding is None else holding & found
        return holding

    def _witnesses_of(self, parts: Sequence[str], reports: frozenset[str]) -> tuple[Witness, ...]:
        """A place for each of the first parts, in the newest report that has all of them."""
        witnesses: list[Witness] = []
        among = reports or None
        for part in parts[:_WITNESSES]:
            wanted = Wanted(_bare(part))
            witnesses += self._reports.standing(
                wanted, replace(wanted.asked, among=among)
            ).witnesses[:1]
            among = frozenset([witnesses[0].report]) if reports else None
        return tuple(witnesses)

    def _joined(self, one: str, other: str) -> Iterator[Witness]:
        """Where a passage ends with one text and the next one begins with the other."""
        ends, begins = fold(one).text.rstrip(_ENDS), fold(other).text.rstrip(_ENDS)
        wanted = Wanted(_bare(one))
        asked = replace(wanted.asked, limit=_GOING_ON)
        for witness in self._reports.standing(wanted, asked).witnesses:
            passages = self._engine.report(witness.report).report.passages
            here, *behind = (fold(each.text).text for each in passages[witness.passage - 1 :][:2])
            goes_on = any(each.startswith(begins) for each in behind)
            if goes_on and here.rstrip(_ENDS).endswith(ends):
                yield witness

    def _nearly(self, claim: Claim) -> Checked | None:
        """What comes nearest to a claim, and nearest of what the draft names."""
        bare = replace(claim, text=_bare(claim.text))
        found = self._engine.alike(bare.text) if len(bare.text) <= _LONGEST else ()
        if not found:
            return None
        meant = self._names.within(claim)
        own = next((at for at, each in enumerate(found) if meant.fits(each.filed)), 0)
        near = (*range(min(len(found), _WITNESSES)), *([own] if own >= _WITNESSES else []))
        witnesses = tuple(Witness.near(bare, found[at]) for at in near)
        return Checked(claim, Verdict.DIFFERS, witnesses, notes=_figures(claim, witnesses[0]))

    def _missing(self, claim: Claim) -> Checked:
        """A claim that stands nowhere; parts of it may."""
        if claim.sort is Sort.QUOTE:
            return self._some_parts(claim) or Checked(claim, Verdict.MISSING)
        return self._only_clause(claim) or Checked(claim, Verdict.MISSING)

    def _only_clause(self, claim: Claim) -> Checked | None:
        """A sentence that stands nowhere, but the longest of its clauses with a figure does."""
        clauses = _CLAUSES.findall(claim.text)
        for clause in sorted(map(_bare, clauses), key=len, reverse=True):
            if len(fold(clause).text) >= _CLAUSE and figures_in(clause):
                witnesses = self._reports.standing(Wanted(clause)).witnesses
                if witnesses:
                    notes = (f"没有这一整句；只有其中的“{clause}”",)
                    return Checked(claim, Verdict.MISSING, witnesses, notes=notes)
        return None


def _place(witness: Witness) -> tuple[int, int]:
    return witness.passage, witness.span.start


def _bare(text: str) -> str:
    """A part of a draft without what only divides it from others."""
    return unmarked(text).strip(_ENDS + "　")


def _counted(found: Sequence[Checked | None], parts: int) -> str:
    """What became of the parts of a quotation that were looked up, and how many were not."""
    same = sum(each is not None and each.verdict is Verdict.AGREES for each in found)
    nowhere = found.count(None)
    counts = f"{same} 处一致，{len(found) - same - nowhere} 处有出入，{nowhere} 处未找到"
    left = f"，后面 {parts - len(found)} 处没有核对" if parts > len(found) else ""
    return f"分 {parts} 处核对：{counts}{left}"


def _width(text: str, witnesses: Sequence[Witness]) -> tuple[str, ...]:
    """A word on what folding passes over."""
    is_so = any(witness.text == text for witness in witnesses)
    return () if is_so else ("只有全角半角、空格、引号样式或繁简不同",)


def _figures(claim: Claim, witness: Witness) -> tuple[str, ...]:
    """Whether it is figures or only words that differ."""
    own, there = (
        sorted(fold(text[slice(*span)]).text for span in figures_in(text))
        for text in (claim.text, witness.text)
    )
    return () if own != there or not own else ("数字都一致，字句不同",)
