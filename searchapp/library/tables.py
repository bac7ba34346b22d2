"""The tables of the library, as the newest migration leaves them."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, deferred, mapped_column


class Base(DeclarativeBase):
    """All tables."""


class ReportRow(Base):
    """A report's id, for ever, and which text it stands for now.

    ``place``, ``year`` and ``genre`` are what is known of it, corrections included: two reports
    that share them and differ are pointed out. ``pending``: how much of it the index
    is yet to be told.
    """

    __tablename__ = "reports"
    __table_args__ = (Index("ix_reports_shared", "place", "year", "genre"),)

    id: Mapped[str] = mapped_column(String(52), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(64), unique=True)
    version: Mapped[int]
    place: Mapped[str | None] = mapped_column(String(12))
    year: Mapped[int | None]
    genre: Mapped[str | None] = mapped_column(String(32))
    pending: Mapped[int] = mapped_column(default=0, index=True)


class FileRow(Base):
    """A file below ``corpus/``: what it is, what became of it, and the report read in it.

    ``origin`` is where it was copied from; ``reading`` is the report as it was last read, and
    stays when the file can no longer be read or is no longer there.
    """

    __tablename__ = "files"

    id: Mapped[int] = mapped_column(primary_key=True)
    path: Mapped[str] = mapped_column(String(1024), unique=True)
    size: Mapped[int] = mapped_column(BigInteger)
    modified_ns: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    format: Mapped[str] = mapped_column(String(16))
    report_id: Mapped[str | None] = mapped_column(ForeignKey("reports.id"), index=True)
    version: Mapped[int | None]
    origin: Mapped[str | None] = mapped_column(String(4096), index=True)
    verdict: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str] = mapped_column(Text)
    read_with: Mapped[str] = mapped_column(String(256))
    reading: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))


class EditionRow(Base):
    """A version of a report, since when, from which file; ``reading`` once it is superseded."""

    __tablename__ = "editions"

    report_id: Mapped[str] = mapped_column(ForeignKey("reports.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    since: Mapped[datetime] = mapped_column(index=True)
    file: Mapped[str] = mapped_column(String(1024))
    reading: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))


class ConfirmationRow(Base):
    """A doubt of which a person found that all is right; one that was taken back stays."""

    __tablename__ = "confirmations"

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[str] = mapped_column(ForeignKey("reports.id"), index=True)
    fact: Mapped[str] = mapped_column(String(32))
    why: Mapped[str] = mapped_column(Text)
    who: Mapped[str] = mapped_column(String(256))
    at: Mapped[datetime]
    taken_back_by: Mapped[str | None] = mapped_column(String(256))
    taken_back_at: Mapped[datetime | None]


class CorrectionRow(Base):
    """What a person decided of a fact; one that was taken back stays, to be read about."""

    __tablename__ = "corrections"

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[str] = mapped_column(ForeignKey("reports.id"), index=True)
    fact: Mapped[str] = mapped_column(String(32))
    value: Mapped[str] = mapped_column(Text)
    who: Mapped[str] = mapped_column(String(256))
    at: Mapped[datetime]
    taken_back_by: Mapped[str | None] = mapped_column(String(256))
    taken_back_at: Mapped[datetime | None]


class SearchRow(Base):
    """A search that somebody saved for everybody; one that was removed stays, to be brought back.

    ``asked`` is the query of its address, too long to be a key, and ``known_until`` the moment up
    to which all that had come could be found when it was saved.
    """

    __tablename__ = "searches"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    asked: Mapped[str] = mapped_column(Text)
    fingerprint: Mapped[str] = mapped_column(String(64), unique=True)
    at: Mapped[datetime]
    known_until: Mapped[datetime]
    removed_at: Mapped[datetime | None]


class ExcerptRow(Base):
    """A quotation with where it stood; one is never changed nor removed, for links lead to it.

    ``text`` is the whole passage as it was, ``section`` and ``cited`` are JSON.
    """

    __tablename__ = "excerpts"

    code: Mapped[str] = mapped_column(String(52), primary_key=True)
    report_id: Mapped[str] = mapped_column(ForeignKey("reports.id"), index=True)
    version: Mapped[int]
    passage: Mapped[int]
    start: Mapped[int] = mapped_column("span_start")
    end: Mapped[int] = mapped_column("span_end")
    text: Mapped[str] = mapped_column(Text)
    before: Mapped[str] = mapped_column("text_before", Text)
    after: Mapped[str] = mapped_column("text_after", Text)
    section: Mapped[str] = mapped_column(Text)
    cited: Mapped[str] = mapped_column(Text)
    who: Mapped[str] = mapped_column(String(256))
    at: Mapped[datetime]


class BriefingRow(Base):
    """A briefing as it is now: ``content`` is JSON; ``revision`` rises with each change of it.

    ``name`` stands in ``content`` too.
    """

    __tablename__ = "briefings"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    content: Mapped[str] = mapped_column(Text)
    revision: Mapped[int]
    made_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    archived_at: Mapped[datetime | None]


class RevisionRow(Base):
    """A briefing as it was at a revision; ``content`` is compressed JSON.

    ``name`` is what somebody calls this state of it, "" for most.
    """

    __tablename__ = "revisions"

    briefing_id: Mapped[int] = mapped_column(ForeignKey("briefings.id"), primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    who: Mapped[str] = mapped_column(String(256))
    name: Mapped[str] = mapped_column(String(80), default="")
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary, nullable=False))
