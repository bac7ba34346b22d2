"""Do corpus, library and index agree? What does not, and what to do about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Final

from searchapp.engine import Asked, Engine, sampled, verify_all
from searchapp.errors import IndexUnavailable
from searchapp.library.corpus import files_under, printable, sha256_of
from searchapp.library.files import Known
from searchapp.library.ledger import Ledger
from searchapp.library.naming import fingerprint
from searchapp.library.shelving import Shelving
from searchapp.library.verdicts import Outcome
from searchapp.reports import FiledReport
from searchapp.settings import Settings

#: What a person types to put a finding right.
_INGEST = "searchapp ingest"
_REBUILD = "searchapp ingest --rebuild"
_RESTORE = "searchapp library restore 备份文件"
#: So many phrases are tried, other ones each time.
_PHRASES: Final = 20


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not agree, in Chinese, and the command or act that puts it right."""

    what: str
    remedy: str


def check(settings: Settings, engine: Engine, ledger: Ledger) -> Iterator[Finding]:
    """Everything in which the corpus, the library and the index differ; nothing when all is well.

    The index is read whole: its files must be as they were written, each report's text must be the
    one that the library has named, and phrases cut out of it at random must be found where reading
    finds them.
    """
    known = {file.path: file for file in ledger.files.all()}
    yield from _files(settings, known)
    yield from _excerpts(ledger)
    yield from _briefings(ledger)
    try:
        yield from _index(engine, ledger)
    except IndexUnavailable as error:
        what = "索引不可用：没有建成、缺了文件，或不是由这个版本的程序建成"
        yield Finding(what, error.remedy)


def _files(settings: Settings, known: dict[str, Known]) -> Iterator[Finding]:
    present = {
        file.relative_to(settings.corpus).as_posix(): file
        for file in files_under([settings.corpus], settings)
        if file.is_file()
    }
    for path, file in present.items():
        if path not in known:
            yield Finding(f"corpus/{printable(path)} 尚未入库", _INGEST)
        elif sha256_of(file) != known[path].sha256:
            yield Finding(f"corpus/{path} 入库后有改动", _INGEST)
        elif known[path].verdict == Outcome.FAILED:
            yield Finding(
                f"corpus/{path} 读不出来：{known[path].reason}", "换成可读的文件后再收录"
            )
    yield from (_gone(known[path]) for path in sorted(known.keys() - present.keys()))


def _gone(file: Known) -> Finding:
    if file.is_left_over:
        what = f"corpus/{file.shown}，报告 {file.report_id}，已没有文件，仍留在库中"
        return Finding(what, "确实不要了：searchapp ingest --prune")
    remedy = "把文件放回 corpus/，或 searchapp ingest --prune 移出"
    return Finding(f"corpus/{file.path} 已入库，但文件不见了", remedy)


def _excerpts(ledger: Ledger) -> Iterator[Finding]:
    for report_id in sorted({excerpt.report for excerpt in ledger.excerpts.all()}):
        if report_id not in ledger.names:
            what = f"有摘录出自报告 {report_id}，库中没有这篇报告"
            yield Finding(what, _RESTORE)


def _briefings(ledger: Ledger) -> Iterator[Finding]:
    """Quotes that nobody took, and briefings of which the last state is not kept."""
    briefings = ledger.briefings
    for each in (*briefings.all(), *briefings.all(archived=True)):
        codes = each.content.codes
        for code in sorted(set(codes) - ledger.excerpts.among(codes).keys()):
            what = f"材料 {each.id}（{each.content.name}）引用的摘录 {code} 不在库中"
            yield Finding(what, _RESTORE)
        if briefings.revision(each.id, each.revision) != each.content:
            what = f"材料 {each.id}（{each.content.name}）现在的内容没有记入历次修改"
            yield Finding(what, "打开这份材料看一看，随便改一处，保存后即记入")


def _index(engine: Engine, ledger: Ledger) -> Iterator[Finding]:
    damages = engine.damages()
    for damage in damages:
        part = f"（{damage.part} 与写入时不符）" if damage.part else ""
        what = f"索引文件 {damage.file} 已损坏{part}，检索结果不可信；重建以后请检查磁盘"
        yield Finding(what, _REBUILD)
    if not damages:
        yield from _reports(engine, ledger)
        yield from _phrases(engine)


def _reports(engine: Engine, ledger: Ledger) -> Iterator[Finding]:
    versions = dict(ledger.names.held())
    for name in ledger.names.pending():
        yield Finding(f"报告 {name} 的更正或改动还没有写入索引", _INGEST)
    shelving = Shelving(ledger, engine)
    for filed in engine.reports():
        version = versions.pop(filed.id, None)
        if version is None:
            yield Finding(f"索引里的报告 {_named(filed)}不在库中", _INGEST)
        elif version != filed.version:
            yield Finding(f"报告 {_named(filed)}在索引里不是最新一版", _INGEST)
        elif problem := _difference(filed, ledger, shelving):
            yield Finding(f"报告 {_named(filed)}{problem}", _REBUILD)
    for name in sorted(versions):
        yield Finding(f"报告 {name} 不在索引里", _INGEST)


def _difference(filed: FiledReport, ledger: Ledger, shelving: Shelving) -> str:
    """In what the index differs from the library; "" where it does not."""
    if fingerprint(filed.report) != ledger.names.fingerprint(filed.id):
        return "在索引里的文字与库中不符"
    numbers = [each.number for each in filed.report.passages]
    if numbers != list(range(1, len(numbers) + 1)):
        return "在索引里缺段"
    if shelving.filed(filed.id) not in (filed, None):
        return "在索引里的年度、地方等与库中不符"
    return ""


def _named(filed: FiledReport) -> str:
    return f"{filed.id}（{filed.name}）"


def _phrases(engine: Engine) -> Iterator[Finding]:
    phrases = list(sampled(engine, _PHRASES, Random()))  # noqa: S311
    verified = verify_all(engine, [Asked(phrase) for phrase in phrases])
    for phrase, held in zip(phrases, verified, strict=True):
        if not held.agrees:
            counts = f"索引 {held.by_index} 段，全文 {held.by_reading} 段"
            yield Finding(f"索引里找“{phrase.typed}”与逐段读的结果不一致：{counts}", _REBUILD)
