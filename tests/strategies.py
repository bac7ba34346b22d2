"""Text as reports have it, and as people type it, for the laws."""

from hypothesis import strategies as st

from searchapp.text import fold

#: Few characters, so that matches overlap; marks, blanks, widths, cases and planes that fold.
ALPHABET = '法治的政府建设调解协决纠纷枫桥12Aａ（）()“”"，。,. \u3000·－-員员㎡𠮷'

#: A short text of a report, with every trap that folding has.
han_text = st.text(ALPHABET, max_size=40)

#: The same with no two blanks running and something to read in it.
passage_text = han_text.map(str.strip).filter(lambda text: fold(text).text != "")


@st.composite
def phrase_of(draw: st.DrawFn, text: str) -> str:
    """A piece of a text, not empty once folded; or now and then something that is not in it."""
    if draw(st.integers(0, 9)) == 0:
        return draw(passage_text)
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, min(len(text), start + 8)))
    piece = text[start:end]
    return piece if fold(piece).text else text
