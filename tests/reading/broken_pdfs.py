"""PDFs that something befell: for the tests a few hundred, for a soak as many as one likes."""

from contextlib import suppress
from random import Random

from searchapp.errors import UnreadableFile
from tests.reading.pdf_files import Paper, pdf_of, read, typeset

_TEXT = "全镇排查矛盾纠纷214次，调解成功198件，其中山林界址纠纷61件，最久的一件拖了十一年。"


def whole_pdf() -> bytes:
    """A PDF with text, a table, a watermark and packed streams on two pages."""
    papers: list[Paper] = typeset([_TEXT] * 3, lines_a_page=5)
    for x in (80, 200, 300):
        papers[0].rule(x, 400, x, 440)
    for y in (400, 420, 440):
        papers[0].rule(80, y, 300, y)
    papers[0].write("项目", 90, 415, 12)
    papers[0].write("内部资料", 200, 500, 60, angle=45)
    return pdf_of(*papers)


def damaged(content: bytes, chance: Random) -> bytes:
    """The content with bytes changed, moved, doubled or cut off."""
    changed = bytearray(content)
    for _ in range(chance.choice((1, 1, 3, 20))):
        at, length = chance.randrange(len(changed)), chance.choice((1, 2, 8, 40))
        kind = chance.randrange(4)
        if kind == 0:
            changed[at : at + length] = chance.randbytes(length)
        elif kind == 1:
            del changed[at : at + length]
        elif kind == 2:
            changed[at:at] = changed[at : at + length] or b"0"
        else:
            digits = b"%d" % chance.choice((0, -1, 7, 2**31, 10**12))
            changed[at : at + len(digits)] = digits
    return bytes(changed[: chance.randrange(len(changed))] if chance.random() < 0.1 else changed)


def read_broken(chance: Random) -> None:
    """Read one damaged PDF; whatever is raised but UnreadableFile is a fault of the reader."""
    with suppress(UnreadableFile):
        read(damaged(whole_pdf(), chance))
