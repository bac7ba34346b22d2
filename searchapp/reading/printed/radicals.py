"""Characters that look like the ordinary ones and are not: nobody who types finds them.

Some makers of PDFs name a glyph by the wrong one of the characters that share it: ⽤ (U+2F64, a
radical of the Kangxi dictionary) for 用, ⻋ (U+2ECB) for 车, 凉 (U+F979) for 凉. Which ordinary
character each stands for is Unicode's: the compatibility decompositions of its character database
for Kangxi radicals and compatibility ideographs, and the property Equivalent_Unified_Ideograph
for the other radicals, of which the table here holds those that have one.
"""

import unicodedata
from typing import Final

#: CJK Radicals Supplement, and below each row the ideographs equivalent to it.
_SUPPLEMENT: Final = (
    (
        "⺁⺂⺃⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩",
        "厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵旡日月歺母民氵氺灬爫爫丬牛犭王",
    ),
    (
        "⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺴⺵⺶⺷⺸⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑",
        "𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長",
    ),
    (
        "⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
        "镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
    ),
)
_KANGXI: Final = range(0x2F00, 0x2FD6)
_COMPATIBILITY: Final = (range(0xF900, 0xFB00), range(0x2F800, 0x2FA20))


def _decomposed() -> dict[int, str]:
    codes = [code for block in (_KANGXI, *_COMPATIBILITY) for code in block]
    return {code: unicodedata.normalize("NFKC", chr(code)) for code in codes}


_ORDINARY: Final = _decomposed() | {
    ord(radical): ideograph
    for radicals, ideographs in _SUPPLEMENT
    for radical, ideograph in zip(radicals, ideographs, strict=True)
}


def ordinary(text: str) -> str:
    """The text with radicals and compatibility ideographs as the ordinary characters.

    It is as long as before.
    """
    return text.translate(_ORDINARY)
