"""What a search looks for, and whether what was found is it: the same for the index and for the words themselves."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product
from zlib import crc32

from services.crm.marks.letters import letters_of

MOST_WORDS, MOST_WAYS = 4, 8
# In nearly every name: as marks they would be long lists that narrow nothing.
_EVERYWHERE = frozenset({"有限", "限公", "公司", ":yx", ":xg", ":gs", ":yxg", ":xgs"})
_NUMBER = re.compile(r"\+?[\d\s-]{4,}")
_PART, _HALF, _READ_SO = 4, 1 << 31, 3
_FEW_SIGNS = 2
Signs = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Found:
    """A thing by the words it is found by."""

    names: tuple[str, ...]
    phones: tuple[str, ...] = ()


def words_of(q: str) -> list[str]:
    """The words asked for, all of which must be found; a telephone number is one word, however it is spaced."""
    asked = q.strip().lower()
    digits = _digits(asked)
    if _NUMBER.fullmatch(asked) and len(digits) >= _PART:
        return [digits]
    return asked.split()[:MOST_WORDS]


def ways(words: Sequence[str]) -> list[Signs]:
    """Each way in which a thing may hold all words, as the signs that it then has."""
    each = [list(dict.fromkeys(_ways_of(word))) for word in words]
    together = (tuple(dict.fromkeys(sign for signs in way for sign in signs)) for way in product(*each))
    return list(islice(together, MOST_WAYS))


def starting(way: Signs, word: str) -> Signs:
    """The signs of what is found in this way and begins with the word; numbers begin anyhow."""
    first = way[0] if way else ""
    if first.startswith(("#", "$")):
        return way
    sign = f":^{word[0]}" if first.startswith(":") else f"^{word[0]}"
    return way if sign in way else (*way, sign)


def may_be_common(way: Signs) -> bool:
    """Whether so many things may be found in this way that listing them all would take long."""
    return len(way) <= _FEW_SIGNS and not any(sign.startswith(("#", "$")) for sign in way)


def holds(found: Found, words: Sequence[str]) -> bool:
    """Whether each word stands in a name or a number, or is how a part of a name is read."""
    return all(
        any(word in name.lower() for name in found.names)
        or (_is_number(word) and any(word in _digits(each) for each in found.phones))
        or (_has_letters(word) and any(_reads(name.lower(), word) for name in found.names))
        for word in words
    )


def rank(name: str, q: str) -> int:
    """The thing of just this name first, then those that begin with it, then those it stands in."""
    name, q = name.lower(), q.strip().lower()
    return 0 if name == q else 1 if name.startswith(q) else 2 if q in name else _READ_SO


def signs_of(found: Found) -> set[str]:
    """What the thing can be found by."""
    signs = {sign for name in found.names for sign in (*_pairs(f"^{name.lower()}"), *_letter_signs(name.lower()))}
    return signs - _EVERYWHERE | {sign for phone in found.phones for sign in _number_signs(_digits(phone))}


def signs_of_part(part: str) -> Signs:
    """The signs of whatever name holds this part, in small letters and as it stands."""
    return _narrowing(_pairs(part))


def owner_sign(owner_id: str) -> str:
    return f"@{owner_id}"


def marks(signs: Iterable[str], *, kind: str, company_id: str) -> list[int]:
    """As numbers, those of each company and kind apart; two signs that share one are told apart by `holds`."""
    seed = crc32(f"{company_id}{kind}".encode())
    return [crc32(sign.encode(), seed) - _HALF for sign in signs]


def _ways_of(word: str) -> Iterator[Signs]:
    yield _narrowing(_pairs(word) if len(word) > 1 else [f"^{word}"])
    if _is_number(word):
        yield (f"${word[-_PART:]}",)
        for start in range(_PART):
            if parts := _parts(word[start:]):
                yield parts
    if _has_letters(word):
        yield _narrowing(f":{part}" for part in _letter_parts(word))


def _narrowing(signs: Iterable[str]) -> Signs:
    return tuple(sign for sign in signs if sign not in _EVERYWHERE)


def _pairs(word: str) -> list[str]:
    return [word[start : start + 2] for start in range(len(word) - 1)]


def _letter_parts(word: str) -> list[str]:
    """Threes are rarer than twos; one letter is asked for at the beginning only."""
    if len(word) == 1:
        return [f"^{word}"]
    return [word[start : start + 3] for start in range(max(len(word) - 2, 1))]


def _letter_signs(name: str) -> Iterator[str]:
    """Two letters that follow each other, and three, since twos are in too many names."""
    read = ["^", *filter(None, map(letters_of, name))]
    for length in (2, 3):
        for place in range(len(read) - length + 1):
            yield from (f":{''.join(each)}" for each in product(*read[place : place + length]))


def _digits(phone: str) -> str:
    return re.sub(r"\D", "", phone)


def _number_signs(digits: str) -> Signs:
    """Fours from the beginning on, and the last four: seven digits from anywhere hold one of them."""
    return (*_parts(digits), f"${digits[-_PART:]}") if len(digits) >= _PART else ()


def _parts(digits: str) -> Signs:
    whole = len(digits) - len(digits) % _PART
    return tuple(f"#{digits[start : start + _PART]}" for start in range(0, whole, _PART))


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) >= _PART


def _has_letters(word: str) -> bool:
    return word.isascii() and word.isalnum() and not word.isdigit()


def _reads(name: str, word: str) -> bool:
    read = [letters for sign in name if (letters := letters_of(sign))]
    starts = range(len(read) - len(word) + 1)
    return any(all(letter in read[start + at] for at, letter in enumerate(word)) for start in starts)
