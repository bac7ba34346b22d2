"""The tables of ``library.db``, as the newest migration leaves them."""

from sqlalchemy import BigInteger, ForeignKey, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    """All tables."""


class ReportRow(Base):
    """A report's id, for ever, and which text it stands for now."""

    __tablename__ = "reports"

    id: Mapped[str] = mapped_column(String(52), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(64), unique=True)
    version: Mapped[int]


class FileRow(Base):
    """A file below ``corpus/`` that was read; ``origin`` is where it was copied from."""

    __tablename__ = "files"

    id: Mapped[int] = mapped_column(primary_key=True)
    path: Mapped[str] = mapped_column(String(1024), unique=True)
    size: Mapped[int] = mapped_column(BigInteger)
    modified_ns: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    format: Mapped[str] = mapped_column(String(16))
    report_id: Mapped[str] = mapped_column(ForeignKey("reports.id"), index=True)
    origin: Mapped[str | None] = mapped_column(String(4096), index=True)


class NoteRow(Base):
    """What the library remembers of itself, such as what the files were last parsed with."""

    __tablename__ = "notes"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    value: Mapped[str] = mapped_column(String(1024))
