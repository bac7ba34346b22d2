"""A briefing as a file: in a form and with its sources as somebody chooses, also in a template."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from flask import Blueprint, make_response, render_template, request
from werkzeug import Response
from werkzeug.exceptions import RequestEntityTooLarge

from searchapp.briefing.assembling import paper_of
from searchapp.briefing.docx import docx_in
from searchapp.briefing.docx_checking import MOST_PACKED
from searchapp.briefing.docx_template import DATE_MARK, TEXT_MARK, TITLE_MARK, Template
from searchapp.briefing.exports import EXPORTS
from searchapp.briefing.paper import Paper
from searchapp.briefing.saying import Where, held_line
from searchapp.errors import BadTemplate, BriefingNotFound
from searchapp.library import Ledger
from searchapp.library.briefings import Briefing
from searchapp.web import current
from searchapp.web.address import Address
from searchapp.web.attaching import attached, file_name
from searchapp.web.guarding import is_local, own_address
from searchapp.wording import words_for

exporting_pages = Blueprint("exporting", __name__)

#: What a form sends beside a template, in bytes.
_FIELDS: Final = 64 * 1024
_TOO_LARGE: Final = (
    f"模板太大了（最大 {MOST_PACKED // 1024 // 1024} MB），没有收下。请删去其中的图片再试"
)
_ONLY_WORD: Final = "模板只用于 Word 文档。请选择“Word 文档”，或者不放模板"


@dataclass(frozen=True, slots=True)
class Chosen:
    """What somebody chose: the ending of the file, where sources are told, a template or None."""

    ending: str
    where: Where
    template: bytes | None

    @classmethod
    def of(cls, said: Mapping[str, str], ending: str, template: bytes | None = None) -> "Chosen":
        """What a form or an address says; what makes no sense is as nobody chose."""
        wheres = {str(where): where for where in Where}
        where = wheres.get(said.get("sources", ""), Where.FOOTNOTES)
        return cls(ending or _known(said.get("format", "")), where, template)


@dataclass(frozen=True, slots=True)
class Out:
    """A briefing with the paper that goes out."""

    briefing: Briefing
    paper: Paper

    @classmethod
    def of(cls, number: int) -> "Out":
        """A briefing, held against its sources now. Raises BriefingNotFound and UnknownHost."""
        address = own_address()
        with Ledger.open(current.settings()) as ledger:
            briefing = ledger.briefings.of(number)
            if briefing is None:
                raise BriefingNotFound(number)
            paper = paper_of(ledger, current.engine(), briefing, address, datetime.now(UTC))
        return cls(briefing, paper)

    def file(self, chosen: Chosen) -> Response:
        """The file, under the briefing's name. Raises BadTemplate."""
        export = EXPORTS[chosen.ending]
        if chosen.template is not None and chosen.ending != "docx":
            raise BadTemplate(_ONLY_WORD)
        content = (
            export.write(self.paper, chosen.where)
            if chosen.template is None
            else docx_in(Template(chosen.template), self.paper, chosen.where)
        )
        name = file_name(self.briefing.content.name) or "材料"
        response = Response(content, content_type=export.media_type)
        in_ascii = f"briefing-{self.briefing.id}.{chosen.ending}"
        return attached(response, f"{name}.{chosen.ending}", in_ascii)


@exporting_pages.get(f"/briefings/<int:number>/export.<any({','.join(EXPORTS)}):ending>")
def download(number: int, ending: str) -> Response:
    """A briefing as a file, with its sources where ``sources`` says."""
    return Out.of(number).file(Chosen.of(request.args, ending))


@exporting_pages.get("/briefings/<int:number>/export")
def page(number: int) -> Response:
    """Where somebody chooses what the file is to be."""
    return _page(Out.of(number), Chosen.of(request.args, ""))


@exporting_pages.post("/briefings/<int:number>/export")
@exporting_pages.post("/briefings/<int:number>/export.docx", defaults={"ending": "docx"})
def send(number: int, ending: str = "") -> Response:
    """The file that was chosen, in the template that was sent, if one was."""
    request.max_content_length = MOST_PACKED + _FIELDS
    out = Out.of(number)
    try:
        sent = request.files.get("template")
        template = sent.read() if sent and sent.filename else None
        chosen = Chosen.of(request.form, ending, template)
    except RequestEntityTooLarge:
        return _page(out, Chosen.of({}, ending), _TOO_LARGE, 413)
    try:
        return out.file(chosen)
    except BadTemplate as error:
        return _page(out, chosen, words_for(error), 400)


def _known(ending: str) -> str:
    return ending if ending in EXPORTS else "docx"


def _page(out: Out, chosen: Chosen, said: str = "", status: int = 200) -> Response:
    shown = render_template(
        "exporting/page.html",
        address=Address(),
        briefing=out.briefing,
        paper=out.paper,
        held=held_line(out.paper),
        chosen=chosen,
        said=said,
        exports=EXPORTS,
        wheres=Where,
        most=MOST_PACKED // 1024 // 1024,
        marks={"标题": TITLE_MARK, "正文": TEXT_MARK, "日期": DATE_MARK},
        is_local=is_local(out.paper.address),
        conflicts=sum(bool(block.beside) for block in out.briefing.content.blocks),
    )
    return make_response(shown, status)
