"""A long tail of rare name parts: Arabic ones from random roots in real patterns, others from syllables.

Comes in: a culture and a kind. Goes out: spellings in Arabic and Latin, produced in parallel, the same on every run.
Listed people and strangers draw from the same tail, so that a rare part is shared too. Never a part of a real list.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from random import Random
from zlib import crc32

from homeward.synthetic.transcribe import arabic_from_latin, table

Spelled = tuple[str, str, str]  # Arabic, plain Latin, Latin with every consonant marked (' for ayn)

_CONSONANTS = table(
    "ب b ت t ث th ج j ح h خ kh د d ذ dh ر r ز z س s ش sh ص s ض d ط t ظ z ع ' غ gh ف f ق q ك k ل l م m ن n ه h"
)
_LETTERS = "ررررنننننمممملللببببعععددددقققفففححسسسججهكتشصخط" + "".join(_CONSONANTS)  # the frequent ones more than once
_KIN = (frozenset("حعهخغ"), frozenset("سشصزظثذ"), frozenset("دتطضظذ"), frozenset("بمف"), frozenset("قكجغ"))
FROM_ROOTS = frozenset(("arabic", "maghrebi"))
_UNKIND = "قحب عهر خنث فسق كفر نجس قذر كلب شرج نكح حقر لعن قتل كذب"

# Patterns of the root's three consonants, Arabic=Latin, the usual ones first.
_PATTERNS = {
    "m": """{0}ا{1}{2}={0}a{1}i{2} {0}{1}ي{2}={0}a{1}i{2} {0}{1}ا{2}={0}a{1}{1}a{2} م{0}{1}و{2}=ma{0}{1}u{2}
            {0}{1}{2}ان={0}a{1}{2}an أ{0}{1}{2}=a{0}{1}a{2} م{0}{1}{2}=mu{0}a{1}{1}i{2} {0}{1}ي{2}={0}u{1}ay{2}
            {0}و{1}{2}={0}aw{1}a{2}""",
    "f": """{0}ا{1}{2}ة={0}a{1}i{2}a {0}{1}ي{2}ة={0}a{1}i{2}a {0}{1}{2}ى={0}a{1}{2}a {0}{1}{2}اء={0}a{1}{2}a
            م{0}{1}و{2}ة=ma{0}{1}u{2}a {0}{1}ا{2}={0}i{1}a{2} {0}{1}ي{2}ة={0}u{1}ay{2}a {0}{1}و{2}={0}u{1}u{2}""",
    "family": """{0}{1}{2}ي={0}a{1}{2}i {0}{1}ي{2}ي={0}u{1}ay{2}i {0}{1}ا{2}ي={0}a{1}{1}a{2}i
                 {0}ا{1}{2}ي={0}a{1}i{2}i {0}{1}{2}اوي={0}a{1}{2}awi {0}{1}{2}اني={0}a{1}{2}ani
                 {0}{1}ي{2}ات={0}u{1}ay{2}at {0}{1}و{2}={0}a{1}u{2} م{0}ا{1}{2}ة=ma{0}a{1}i{2}a""",
}

# Syllables of other communities in plain Latin: openings, closings, endings of men's, women's and family names.
_SYLLABLES = {
    "kurdish": (
        "ba be bi da di ga go he ja ji ka ke ko la li me na ni pe re ro sa she si sho ta te wa xe za zi zo",
        "r l n m sh z v rd rk y",
        {
            "m": "an ar o van yar dar mend baz hat kar in",
            "f": "in an e ja wan gul yan ava sher",
            "family": "o i ani lo zade",
        },
    ),
    "turkic": (
        "a al ay ba be bo da de do er ga ge go ha il ka ko ku ma me o or sa se so ta te to tu u ya yu",
        "l n r t k m sh y d lt rk",
        {
            "m": "han bay bek er alp temur tekin men dar ay",
            "f": "gul nur han ay can su an mis",
            "family": "oglu li ci er soy gil",
        },
    ),
    "caucasus": (
        "a ba be bu da de do e ga gi go i ka ki ku la ma mo mu ra ro sa su ta te u va za ze zu",
        "l n r s m sh d v z rd kh",
        {"m": "bek khan an i al mat zaur ad ur", "f": "at a iyat khan ina et", "family": "ov ev khanov iev bekov umov"},
    ),
    "central_asian": (
        "a ba be bo da di do e fa go i ja ka ku ma mo mu na no o ra ru sa sho su ta u za zi",
        "l n r sh m kh d f z b",
        {"m": "jon bek boy murod bay khon shod yor", "f": "oy gul khon a bibi moh", "family": "ov ev zoda iy boev"},
    ),
    "uyghur": (
        "a ab ay ba bu da e ga gu ha i ka ku ma me mu na nu pa ra ro sa tu u ya yu za",
        "l n r t m sh k d z",
        {"m": "jan niyaz tay un akhun bek ash", "f": "gul qiz nisa han am ay", "family": "i"},
    ),
    "persian": (
        "a ba be bo da de do fa fe ga go ha ja ka ke ko ma me na no pa ra ro sa se so ta wa za",
        "r l n m sh z d b rd",
        {
            "m": "yar dad shah bakht zai mand in khan",
            "f": "a gol naz in bano dokht",
            "family": "zadeh pour zai yar ian i khel",
        },
    ),
    "african": (
        "a ba bo da de di do fa ga go i ja ka ko la ma mo na ni o sa se so ta wa ya",
        "l n r m d b s nd mb",
        {"m": "o e u ow ale ane u", "f": "a o isha aatu i o", "family": "ow e le ani deng ba"},
    ),
    "european": (
        "ba be bo bra ca cha da de du fa fe ga gui ha jo la le ma mo na no pa re ro sa te ti va ve",
        "l n r s t m d v rt ll nn",
        {"m": "in ien is o an el", "f": "ine ie a elle ette", "family": "et eau mann er ard sen in ot"},
    ),
}


TRIES = 12  # for each part wanted


def rare_parts(culture: str, kind: str, count: int) -> tuple[Spelled, ...]:
    """`count` distinct parts of one kind ("m" and "f" given names, "family"); fewer where a culture's syllables do not suffice."""
    rng = Random(crc32(f"rare:{culture}:{kind}".encode()))
    source = _from_roots(kind, rng) if culture in FROM_ROOTS else _from_syllables(culture, kind, rng)
    found: dict[str, Spelled] = {}
    for spelled in islice(source, TRIES * count):
        found.setdefault(spelled[1], spelled)
        if len(found) == count:
            break
    return tuple(found.values())


def _from_roots(kind: str, rng: Random) -> Iterator[Spelled]:
    patterns = [pattern.split("=") for pattern in _PATTERNS[kind].split()]
    while True:
        root = [rng.choice(_LETTERS) for _ in range(3)]
        sounds = [_CONSONANTS[letter] for letter in root]
        if len(set(sounds)) == 3 and "".join(root) not in _UNKIND and not _hard_to_say(root):
            arab, latin = patterns[int(rng.random() ** 1.5 * len(patterns))]
            marked = latin.format(*sounds).capitalize()
            yield arab.format(*root), marked.replace("'", "").capitalize(), marked


def _hard_to_say(root: list[str]) -> bool:
    """Whether two consonants of a root are made in one place of the mouth, which Arabic roots avoid."""
    return any(len(kin.intersection(root)) > 1 for kin in _KIN)


def _from_syllables(culture: str, kind: str, rng: Random) -> Iterator[Spelled]:
    openings, middles, endings = _SYLLABLES[culture]
    starts, codas, ends = openings.split(), middles.split(), endings[kind].split()
    while True:
        second = rng.choice(starts) if rng.random() < 0.35 else ""
        latin = (rng.choice(starts) + rng.choice(codas) + second + rng.choice(ends)).capitalize()
        if 4 <= len(latin) <= 12:
            yield arabic_from_latin(latin), latin, latin
