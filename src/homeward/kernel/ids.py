"""Identifiers: keys that sort by time, and short numbers that people can say aloud.

Comes in: nothing, or a number as somebody wrote it. Goes out: a version 7 UUID; `P-7K3QF2-M` with a check character.
Never derived from anything about a person, and never counted up, so a number gives nothing away.
"""

from __future__ import annotations

import secrets
import time
from hashlib import blake2b
from threading import Lock
from uuid import UUID

from homeward.kernel.digits import european

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O or U, which are misread or misheard
CHECKED = ALPHABET + "*~$=U"  # his check symbols; the five past Z occur in no number of ours
LENGTH = 6  # 32 to the sixth: a thousand million numbers of each kind
_READ_AS = str.maketrans({"I": "1", "L": "1", "O": "0"})
_SECOND = 1000 << 12  # in the ticks of a version 7 UUID: 4,096 to the millisecond
_turn = Lock()
_last = 0


def uuid7() -> UUID:
    """A UUID of version 7 (RFC 9562): 48 bits of milliseconds, 12 of their fractions, then chance.

    A later one of the same process is greater, also within one fraction; a clock that was set back by more than a second is believed.
    """
    global _last
    with _turn:
        ticks = (time.time_ns() << 12) // 1_000_000
        _last = ticks = max(ticks, _last + 1) if _last - ticks < _SECOND else ticks
    chance = int.from_bytes(secrets.token_bytes(8), "big") >> 2
    return UUID(int=(ticks >> 12) << 80 | 0x7 << 76 | (ticks & 0xFFF) << 64 | 0x2 << 62 | chance)


def spoken(kind: str) -> str:
    """A new short number of a kind, such as `P` for a person; the caller makes sure that it is not taken."""
    while True:
        body = _body(secrets.token_bytes(4))
        if (check := _check(body)) in ALPHABET:
            return f"{kind}-{body}-{check}"


def spoken_of(kind: str, row: UUID) -> str:
    """The short number of a row that has none of its own: always the same for one row."""
    seed = row.bytes
    while True:
        seed = blake2b(seed, digest_size=16).digest()
        body = _body(seed)
        if (check := _check(body)) in ALPHABET:
            return f"{kind}-{body}-{check}"


def _body(chance: bytes) -> str:
    number = int.from_bytes(chance[:4], "big")
    return "".join(ALPHABET[number >> 5 * place & 31] for place in range(LENGTH))


def read_spoken(text: str, kind: str) -> str | None:
    """The number that somebody wrote, in the form we write it, or None where it is none or its check character is wrong."""
    plain = european(text.strip()).upper().replace(" ", "").replace("-", "")
    if not plain.startswith(kind) or len(plain) != len(kind) + LENGTH + 1:
        return None
    body, check = plain[len(kind) : -1].translate(_READ_AS), plain[-1].translate(_READ_AS)
    if any(letter not in ALPHABET for letter in body) or _check(body) != check:
        return None
    return f"{kind}-{body}-{check}"


def _check(body: str) -> str:
    """The value of the digits modulo 37, a prime: one wrong character or two exchanged neighbours change it."""
    value = 0
    for letter in body:
        value = value * 32 + ALPHABET.index(letter)
    return CHECKED[value % 37]
