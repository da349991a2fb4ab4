"""With which letters Chinese characters are read: the first one of their pinyin.

`letters.txt` has one letter for each of the 20,992 characters from U+4E00 on, from the Unihan readings as
pinyin-data gives them (MIT licence); `-` where nobody knows. The index in the database is made of the same letters:
whoever changes them writes a migration that makes the marks again.
"""

from functools import cache
from pathlib import Path

FIRST, LAST = 0x4E00, 0x9FFF
# Characters of names that are read in two ways, each with its second letter: 重庆 is cq and 重工 is zg.
_TWICE = (
    "重c长c行h乐y单s沈c厦x曾z解x盛c朝z调t传z藏z会k车j贾g翟z查z区o种c弹t番p阿e校j泊b参s卡q属z系j仇q石d宿x降x召s粘n圈j"
)
READ_TWICE, SECOND = _TWICE[::2], _TWICE[1::2]


@cache
def letters() -> str:
    return Path(__file__).with_name("letters.txt").read_text().replace("\n", "")


def letters_of(sign: str) -> str:
    """The one or two letters a character is read with; a Latin letter or a digit is its own; none for the others."""
    if FIRST <= ord(sign) <= LAST:
        second = READ_TWICE.find(sign)
        return letters()[ord(sign) - FIRST] + (SECOND[second] if second >= 0 else "")
    return sign if sign.isascii() and sign.isalnum() else ""
