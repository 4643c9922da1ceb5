"""By which keys a written name is found again: known names, consonant skeletons, and the beginnings of both.

Comes in: a name in any script. Goes out: for each of its parts a set of short texts; two spellings of one name share at least
one. The vault turns each into a keyed number before anything is stored (see docs/decisions/0007-sealing-and-search.md).
Never stores or compares a name itself.
"""

from __future__ import annotations

from functools import lru_cache

from homeward.names.lexicon import lexemes_of, load
from homeward.names.parts import read
from homeward.names.sounds import sound

# Letters that one name's spellings exchange, as one class each; vowels, carriers and half-vowels fall away.
_CLASSES = {
    **dict.fromkeys("kqgGc6x", "k"), **dict.fromkeys("jCZ1S", "j"), **dict.fromkeys("sz2E", "s"),
    **dict.fromkeys("tdTD", "t"), **dict.fromkeys("bpvf", "b"), **dict.fromkeys("mn", "m"),
    **dict.fromkeys("rl", "r"), **dict.fromkeys("<>^=~", ""),
}  # fmt: skip
_KEPT = frozenset("kjstbmr")
# What a name opens with before its first consonant, in one class for each that spellings exchange; with a consonant of its own: nothing.
_OPENS = {
    **dict.fromkeys("yY", "y"),
    **dict.fromkeys("wW", "w"),
    **dict.fromkeys("hH", "h"),
    **dict.fromkeys("0?", "a"),
}
PREFIXES = (2, 3, 4)


def name_keys(text: str) -> tuple[frozenset[str], ...]:
    """For each part of a name, the keys that it is found by; parts without any letter we read have none."""
    return tuple(keys for token in read(text).tokens if (keys := part_keys(token.key)))


def known_keys_of(key: str) -> frozenset[str]:
    """The keys of the known names that a part can be: what the lexicon calls them, which stays when it grows, and no number."""
    return frozenset(f"l{load().labels[lexeme]}" for lexeme in lexemes_of(key))


@lru_cache(maxsize=1 << 17)
def part_keys(key: str) -> frozenset[str]:
    """The keys of one part, given as the comparison key of `names.parts`."""
    found = set(known_keys_of(key))
    code = sound(key.strip("<>^=~"))
    if bones := skeleton(code):
        found.add(f"s{bones}")
        found.update(opening(code, bones))
        found.update(f"p{bones[:length]}" for length in PREFIXES if len(bones) >= length)
    return frozenset(found)


def opening(code: str, bones: str) -> frozenset[str]:
    """The key of a name by its first sound and first consonant, where it opens with a vowel, a half-vowel or h: `Yus` begins `Yusuf`."""
    opened = _OPENS.get(code[:1], "")
    return frozenset({f"f{opened}{bones[0]}"}) if opened and bones[0] in _KEPT else frozenset()


def beginnings(code: str, bones: str) -> frozenset[str]:
    """The keys of whatever goes on from what was typed: a beginning with a single consonant is one of many with that one first."""
    if len(bones) >= min(PREFIXES):
        return frozenset({f"p{bones[: max(PREFIXES)]}"})
    if bones not in _KEPT:
        return frozenset()
    return opening(code, bones) or frozenset(f"p{bones}{letter}" for letter in _KEPT - {bones})


def skeleton(code: str) -> str:
    """The classes of a code's consonants, doubles once; the code's first letter where it has none."""
    bones = "".join(_CLASSES.get(letter, letter) for letter in code)
    kept = [letter for letter in bones if letter in _KEPT]
    return "".join(letter for i, letter in enumerate(kept) if i == 0 or letter != kept[i - 1]) or code[:2]
