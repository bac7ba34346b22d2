"""A paper as one page of HTML that opens without a server and asks nothing of any.

Each quote stands among the sentences round it.
"""

from collections.abc import Iterator
from html import escape
from typing import Final

from searchapp.briefing.paper import Heading, Lost, Paper, Part, Quoted, Words
from searchapp.briefing.saying import SOURCES, Source, Where, held_line, lost_words, source_of
from searchapp.briefing.signs import printed
from searchapp.briefing.surroundings import around
from searchapp.library.excerpts import Excerpt
from searchapp.library.excerpts.holding import Fate

#: Nothing is fetched and nothing runs, whatever a text may hold.
_POLICY: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
)
_STYLE: Final = """
:root { color-scheme: light dark; --paper: #fbfaf6; --card: #fff; --ink: #1d2126; --soft: #5b636d;
  --line: #e4e1d8; --accent: #9e2b25; --link: #1f4f82; --mark: #ffe48a; --warn: #8a5200; }
@media (prefers-color-scheme: dark) { :root { --paper: #15171a; --card: #1c1f23; --ink: #e6e4de;
  --soft: #a3a9b1; --line: #2d3136; --accent: #e0766e; --link: #8db8e8; --mark: #6b5410;
  --warn: #e3b25c; } }
* { box-sizing: border-box; }
body { margin: 0; padding: 32px 16px; background: var(--paper); color: var(--ink);
  font: 18px/1.9 FangSong, STFangsong, "Noto Serif CJK SC", "Source Han Serif SC", SimSun, serif; }
main { max-width: 820px; margin: 0 auto; padding: 48px clamp(16px, 7vw, 72px);
  background: var(--card); border: 1px solid var(--line); overflow-wrap: anywhere; }
h1, h2, h3, h4 { line-height: 1.5; text-wrap: balance; }
h1 { margin: 0 0 32px; font-size: 28px; text-align: center; }
h2, h3, h4 { margin: 32px 0 8px; font-size: 20px; }
h2 { font-family: SimHei, "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; }
h3 { font-family: KaiTi, STKaiti, "Noto Serif CJK SC", serif; }
h4 { font-size: 18px; }
p { margin: 0; }
p.words { margin: 8px 0; text-indent: 2em; }
p.lost { margin: 16px 0; color: var(--warn); font-weight: bold; }
figure { margin: 20px 0; padding: 2px 0 2px 20px; border-left: 3px solid var(--accent);
  break-inside: avoid; }
blockquote { margin: 0; white-space: pre-wrap; }
.around { color: var(--soft); }
mark { background: var(--mark); color: inherit; -webkit-print-color-adjust: exact;
  print-color-adjust: exact; }
sup { line-height: 0; }
a { color: var(--link); }
figcaption, .held, .sources { font: 14px/1.7 system-ui, "Noto Sans CJK SC", "Microsoft YaHei",
  sans-serif; font-variant-numeric: tabular-nums; }
figcaption, .held { color: var(--soft); }
figcaption { margin-top: 4px; }
.changed { color: var(--warn); font-weight: bold; }
.sources { padding-left: 28px; }
.sources li { margin: 8px 0; }
.held { margin-top: 24px; padding-top: 12px; border-top: 1px solid var(--line); }
@media print { @page { size: A4; margin: 37mm 26mm 35mm 28mm; }
  body { padding: 0; background: none; }
  main { max-width: none; padding: 0; border: 0; background: none; } }
""".strip()


def html(paper: Paper, where: Where) -> bytes:
    """The page; UTF-8."""
    title = _text(" ".join(paper.title.split()))
    name = title or _text(paper.name) or "材料"
    return "\n".join(
        (
            '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="referrer" content="no-referrer">',
            f"<title>{name}</title>\n<style>\n{_STYLE}\n</style>\n</head>\n<body>\n<main>",
            f"<h1>{title}</h1>" if title else "",
            *(_part(paper, part, where) for part in paper.parts),
            *_end(paper),
            "</main>\n</body>\n</html>\n",
        )
    ).encode()


def _text(text: str) -> str:
    return escape(printed(text)).replace("\r", "&#13;")


def _part(paper: Paper, part: Part, where: Where) -> str:
    if isinstance(part, Heading):
        return f"<h{part.level + 1}>{_text(part.text)}</h{part.level + 1}>"
    if isinstance(part, Words):
        lines = (line for line in part.text.splitlines() if line.strip())
        return "\n".join(f'<p class="words">{_text(line)}</p>' for line in lines)
    if isinstance(part, Lost):
        return f'<p class="lost">{_text(lost_words(part))}</p>'
    return _figure(part, source_of(paper, part), where)


def _figure(quoted: Quoted, source: Source, where: Where) -> str:
    """The quote, marked, where it stood; below it from where it is."""
    before, after = around(quoted.excerpt)
    told = f'<sup><a href="#source-{source.number}">[{source.number}]</a></sup>'
    if where is Where.BRACKETS:
        cited = f'<a href="{_text(source.link)}">{_text(source.citation)}</a>'
        told = f"（{cited}{_text(source.remark)}）"
    return (
        f'<figure>\n<blockquote cite="{_text(source.link)}"><p>{_beside(before)}'
        f"<mark>{_text(quoted.excerpt.quote)}</mark>{told}{_beside(after)}</p></blockquote>\n"
        f"<figcaption>{' · '.join(_caption(quoted, source))}</figcaption>\n</figure>"
    )


def _beside(text: str) -> str:
    return f'<span class="around">{_text(text)}</span>' if text else ""


def _caption(quoted: Quoted, source: Source) -> Iterator[str]:
    excerpt, fate = quoted.excerpt, quoted.held.fate
    yield from map(_text, _stood(excerpt))
    changed = "" if fate is Fate.UNCHANGED else ' class="changed"'
    yield f"<span{changed}>{fate.label}</span>"
    yield f'<a href="{_text(source.link)}">打开出处</a>'


def _stood(excerpt: Excerpt) -> Iterator[str]:
    """The report, the section, the passage and the version in which a quote stood."""
    yield excerpt.cited.name
    if excerpt.section:
        yield " › ".join(excerpt.section)
    yield f"第 {excerpt.passage} 段"
    yield f"第 {excerpt.version} 版"


def _end(paper: Paper) -> Iterator[str]:
    if paper.sources:
        items = "\n".join(_listed(source_of(paper, each)) for each in paper.sources)
        yield f'<h2>{SOURCES}</h2>\n<ol class="sources">\n{items}\n</ol>'
    if line := held_line(paper):
        yield f'<p class="held">{_text(line)}</p>'


def _listed(source: Source) -> str:
    link = _text(source.link)
    told = f'{_text(source.told)} <a href="{link}">{link}</a>'
    return f'<li id="source-{source.number}" value="{source.number}">{told}</li>'
