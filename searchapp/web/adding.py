"""The pages on which people hand in files, and see what became of each."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, cast

from flask import (
    Blueprint,
    Flask,
    current_app,
    jsonify,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.wrappers import Response

from searchapp.engine import Engine
from searchapp.errors import AddingClosed
from searchapp.library import Batch, Batches, Outcome, Progress, Verdict
from searchapp.reports import FiledReport
from searchapp.settings import Settings
from searchapp.web import current
from searchapp.web.address import Address
from searchapp.web.cases import Case, places_offered
from searchapp.web.checking import form_of
from searchapp.web.clerk import Clerk
from searchapp.web.doubtful import held
from searchapp.web.receiving import (
    FIELD,
    MOST_BYTES,
    ONE_TOO_LARGE,
    NotReceived,
    keep,
    sent_files,
)

adding_pages = Blueprint("adding", __name__)

#: What can be read, as people call it -> the endings of such files.
READABLE: Final = {
    "Word、WPS 文档": ("docx", "doc", "wps", "docm", "rtf", "odt"),
    "PDF": ("pdf",),
    "OFD": ("ofd",),
    "网页": ("html", "htm", "xhtml", "shtml", "mht", "mhtml"),
    "文本": ("txt", "md"),
    "图片": ("jpg", "jpeg", "png", "tif", "tiff", "bmp", "webp", "gif"),
}
#: So many verdicts stand on a page; those that are not listed are counted.
_LISTED: Final = 300
#: So many of the last batches are named on the page where files are handed in.
_LATEST: Final = 8
#: Seconds after which a browser without script looks again.
_AGAIN: Final = 3


@dataclass(frozen=True, slots=True)
class Handed:
    """A batch as the list of the latest shows it."""

    batch: Batch
    progress: Progress


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What became of a batch's files; those are listed that are ``chosen``, or, at "", all."""

    progress: Progress
    chosen: str

    @classmethod
    def of(cls, progress: Progress, asked: str) -> "Outcomes":
        """What an address asks for; all, where no file had that outcome."""
        known = any(verdict.outcome == asked for verdict in progress.verdicts)
        return cls(progress, asked if known else "")

    @property
    def reports(self) -> int:
        """How many reports stand in the files: several may hold one, an archive holds none."""
        return len({verdict.report_id for verdict in self.progress.verdicts if verdict.report_id})

    @property
    def counts(self) -> Sequence[tuple[Outcome, int]]:
        """How many files had each outcome, in the order of the summary."""
        counts = Counter(verdict.outcome for verdict in self.progress.verdicts)
        return [(outcome, counts[outcome]) for outcome in Outcome if counts[outcome]]

    @property
    def asked(self) -> Sequence[Verdict]:
        """The verdicts that are asked for, in order."""
        verdicts = self.progress.verdicts
        if not self.chosen:
            return verdicts
        return [verdict for verdict in verdicts if verdict.outcome == self.chosen]

    @property
    def listed(self) -> Sequence[Verdict]:
        """Those of them that stand on the page."""
        return self.asked[:_LISTED]


def equip_adding(app: Flask, engine: Engine, settings: Settings) -> None:
    """Give the application its clerk, who goes on with what was handed in before."""
    clerk = Clerk(settings, engine)
    app.extensions["clerk"] = clerk
    app.jinja_env.globals["adding_is_open"] = lambda: settings.adding
    clerk.resume()


@adding_pages.before_request
def is_open() -> None:
    """Nothing is handed in where the operator does not want it."""
    if not current.settings().adding:
        raise AddingClosed


@adding_pages.get("/add")
def page() -> str:
    """Where files are put in, and the batches that came last."""
    return _page()


@adding_pages.post("/add")
@adding_pages.post("/add/<name>")
def receive(name: str = "") -> Response | tuple[Response | str, int]:
    """Keep the files that were sent, as a new batch or a further part of one; then take them in.

    Whoever asks for JSON has the address of the batch.
    """
    batch = _batches().batch(name) if name else _batches().new()
    try:
        keep(sent_files(), batch)
    except NotReceived as error:
        return _refused(error)
    cast(Clerk, current_app.extensions["clerk"]).begin()
    there = url_for("adding.batch", name=batch.name)
    if _wants_json():
        return jsonify(batch=batch.name, url=there), 201
    return redirect(there, 303)


@adding_pages.get("/add/<name>")
def batch(name: str) -> str:
    """What became of the files of a batch so far, and what is to be checked of its reports."""
    progress = _batches().batch(name).progress()
    outcomes = Outcomes.of(progress, request.args.get("outcome", ""))
    known = {filed.id: filed for filed in held()}
    doubtful = _doubtful(progress, known) if progress.is_done else []
    # One form alone: what is typed in another would be lost when this one is sent.
    cases = [Case.of(current.engine().report(filed.id)) for filed in doubtful[:1]]
    return render_template(
        "adding/batch.html",
        address=Address(),
        name=name,
        progress=progress,
        outcomes=outcomes,
        known=known,
        forms=[form_of(case) for case in cases],
        offered=places_offered(known.values()),
        waiting=len(doubtful),
        done=request.args.get("done", ""),
        again=_AGAIN,
        failed=Outcome.FAILED,
    )


def _page(said: str = "") -> str:
    latest = _batches().all()[::-1][:_LATEST]
    return render_template(
        "adding/page.html",
        address=Address(),
        said=said,
        field=FIELD,
        readable=READABLE,
        most_bytes=MOST_BYTES,
        one_too_large=ONE_TOO_LARGE,
        latest=[Handed(each, each.progress()) for each in latest],
    )


def _refused(error: NotReceived) -> tuple[Response | str, int]:
    if _wants_json():
        return jsonify(said=error.said), error.status
    return _page(error.said), error.status


def _doubtful(progress: Progress, known: dict[str, FiledReport]) -> list[FiledReport]:
    """The reports of a batch of which something is to be checked, each once."""
    names = dict.fromkeys(verdict.report_id for verdict in progress.verdicts)
    filed = (known[name] for name in names if name in known)
    return [each for each in filed if each.report.doubts]


def _batches() -> Batches:
    return Batches(current.settings().received)


def _wants_json() -> bool:
    return request.accept_mimetypes.best == "application/json"
