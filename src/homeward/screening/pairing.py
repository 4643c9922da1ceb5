"""Which part of a recorded name met which part of a listed one, in the letters of both and with the role each part plays.

Comes in: what the comparison kept of two names (parts met, reading, counts of features, millibits by part). Goes out: both names
as `Written` and a row for every part. Never pairs parts anew: what met is told, what stood against each other follows the counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from homeward.names.compounds import Role
from homeward.names.lexicon import lexemes_of, load
from homeward.names.parts import MAX_PARTS, read
from homeward.names.spans import Part, key_as_written, parts_as_written
from homeward.screening.features import FEATURES
from homeward.screening.index.store import Index
from homeward.screening.profile import Profile
from homeward.screening.sheet import Sheet, Vocabulary

PartRow = tuple[str, str, Literal["agrees", "contradicts", "absent", "neutral"], str, str, int, str]
LAST = "last name"
_FOREFATHERS = ("father", "grandfather", "great-grandfather")
_SAYS = {feature.key: feature.says for feature in FEATURES}
_KUNYAS_SAY = "The names are by kunya, and the kunyas are two different ones."
_JOINED = "Written as one with the part beside it."


class Written(msgspec.Struct, frozen=True):
    """A name as written, its parts in its own letters, what is compared of each, and what each is in the order first read."""

    text: str
    parts: tuple[str, ...]
    keys: tuple[str, ...]
    roles: tuple[Role, ...]
    articles: tuple[bool, ...]

    def turned(self, wanted: bool) -> Written:
        """The other order: the family name first, then the given name. A kunya stays one."""
        if not wanted:
            return self
        order = iter((Role.FAMILY, Role.GIVEN))
        roles = tuple(role if role is Role.KUNYA else next(order, Role.CHAIN) for role in self.roles)
        return msgspec.structs.replace(self, roles=roles)

    def label(self, place: int) -> str:
        """What a part is, in words."""
        role = self.roles[place]
        if role is Role.CHAIN and self._is_syllable(place):
            return "given name"
        if role is Role.CHAIN:
            earlier = sum(r is Role.CHAIN for r in self.roles[:place])
            return _FOREFATHERS[earlier] if earlier < len(_FOREFATHERS) else "forefather"
        if role is Role.FAMILY:
            return "nisba" if self.articles[place] else LAST
        return "kunya" if role is Role.KUNYA else "given name"

    def _is_syllable(self, place: int) -> bool:
        """Whether a part of the chain is no father but a syllable of the given name, as beside a Korean or Chinese family name."""
        lexicon = load()
        family = next((key for key, role in zip(self.keys, self.roles, strict=True) if role is Role.FAMILY), "")
        if lexicon.family_first.isdisjoint(lexemes_of(family)):
            return False
        syllables = lexicon.family_first | lexicon.behind_family
        return self.roles[0] is Role.FAMILY or not syllables.isdisjoint(lexemes_of(self.keys[place]))


def as_read(text: str) -> Written:
    """A name by itself, as it is read when nothing else is known."""
    tokens = read(text).tokens
    keys = [token.key for token in tokens]
    parts = parts_as_written(text, keys) or [key_as_written(key) for key in keys]
    return _name(text, parts, keys, tuple(token.role for token in tokens))


def recorded_name(sheet: Sheet, vocabulary: Vocabulary, name: int, profile: Profile) -> Written:
    """A recorded name; one that was completed from columns of its own shows those parts as they stand there."""
    columns = (profile.father_name, profile.grandfather_name, profile.family_name, profile.kunya)
    texts = sorted({*profile.names, " ".join(filter(None, (*profile.names[:1], *columns)))}, key=lambda t: (len(t), t))
    return _written(sheet, vocabulary, name, texts)


def listed_name(index: Index, name: int) -> Written:
    """A listed name."""
    return _written(index.sheet, index.vocabulary, name, [index.names.get(name)])


def _written(sheet: Sheet, vocabulary: Vocabulary, name: int, texts: Sequence[str]) -> Written:
    low, high = int(sheet.token_start[name]), int(sheet.token_start[name + 1])
    keys = [vocabulary.keys[t] for t in sheet.tokens[low:high].tolist()]
    roles = tuple(Role(r) for r in sheet.roles[low:high].tolist())
    if not keys:
        return Written(texts[0], (), (), (), ())
    for text in texts:
        if parts := parts_as_written(text, keys):
            return _name(text, parts, keys, roles)
    return _name(" ".join(key_as_written(k).text for k in keys), [key_as_written(k) for k in keys], keys, roles)


def _name(text: str, parts: Sequence[Part], keys: Sequence[str], roles: tuple[Role, ...]) -> Written:
    return Written(text, tuple(p.text for p in parts), tuple(keys), roles, tuple(p.article for p in parts))


def part_rows(
    mine: Written, theirs: Written, met: list[int], reading: int, counted: dict[str, int], slots: list[int]
) -> Iterator[PartRow]:
    """(key, field, state, recorded, listed, millibits, says) of every part, those of the recorded name first."""
    mine, theirs = mine.turned(reading == 1), theirs.turned(reading == 2)
    pairs = {i: j for i, j in enumerate(met[: len(mine.parts)]) if j >= 0}
    against = _against(mine, theirs, pairs, counted)
    for i, text in enumerate(mine.parts):
        key, bits = f"part{i + 1}", slots[i]
        if i in pairs:
            label = _pair_label(mine.label(i), theirs.label(pairs[i]))
            yield key, label, "agrees", text, theirs.parts[pairs[i]], bits, _met_says(mine, theirs, i, pairs[i], bits)
        elif i in against:
            j, says = against[i]
            yield key, mine.label(i), "contradicts", text, theirs.parts[j], bits, says
        elif not bits and counted.get("added") and mine.roles[i] in (Role.CHAIN, Role.FAMILY):
            yield key, mine.label(i), "neutral", text, "", bits, _JOINED
        else:
            yield key, mine.label(i), "absent", text, "", bits, "The listed name does not have it."
    taken = {*pairs.values(), *(j for j, _ in against.values())}
    yield from _listed_only(mine, theirs, taken, pairs, counted, slots)


def _listed_only(
    mine: Written, theirs: Written, taken: set[int], pairs: dict[int, int], counted: dict[str, int], slots: list[int]
) -> Iterator[PartRow]:
    for j, text in enumerate(theirs.parts):
        key, bits = f"listed{j + 1}", slots[MAX_PARTS + j]
        given = next((i for i, role in enumerate(mine.roles) if role is Role.GIVEN), None)
        if j not in taken and counted.get("given_missing") and theirs.roles[j] is Role.GIVEN and given is not None:
            yield key, "given name", "contradicts", mine.parts[given], text, bits, _given_says("given_missing", counted)
        elif j not in taken:
            yield key, theirs.label(j), "absent", "", text, bits, "It was not recorded here."
        elif bits:
            yield key, theirs.label(j), "neutral", "", text, bits, ""


def _against(
    mine: Written, theirs: Written, pairs: dict[int, int], counted: dict[str, int]
) -> dict[int, tuple[int, str]]:
    """Recorded parts with the listed parts that stand against them, by the conflicts that were counted."""
    left = [i for i in range(len(mine.parts)) if i not in pairs and mine.roles[i] is not Role.KUNYA]
    right = [j for j in range(len(theirs.parts)) if j not in pairs.values() and theirs.roles[j] is not Role.KUNYA]
    found: dict[int, tuple[int, str]] = {}
    for role, key in ((Role.GIVEN, "given_conflict"), (Role.FAMILY, "family_conflict")):
        one, two = [i for i in left if mine.roles[i] is role], [j for j in right if theirs.roles[j] is role]
        if counted.get(key) and one and two:
            found[one[-1]] = two[-1], _given_says(key, counted) if role is Role.GIVEN else _SAYS[key]
    givens = [j for j, role in enumerate(theirs.roles) if role is Role.GIVEN]
    if counted.get("given_conflict") and Role.GIVEN not in (*mine.roles, *theirs.roles):
        found[0] = 0, _KUNYAS_SAY
    alone = [i for i in left if mine.roles[i] is Role.GIVEN and i not in found]
    if counted.get("given_added") and givens and alone:
        found[alone[-1]] = givens[-1], _given_says("given_added", counted)
    used = {j for j, _ in found.values()}
    one = [i for i in left if i not in found and mine.roles[i] is not Role.GIVEN]
    two = [j for j in right if j not in used and theirs.roles[j] is not Role.GIVEN]
    for _, i, j in zip(range(counted.get("chain_conflict", 0) // 1000), one, two, strict=False):
        found[i] = j, _SAYS["chain_conflict"]
    return found


def _given_says(key: str, counted: dict[str, int]) -> str:
    """What is said of given names that differ: also that what the names share says less beside them."""
    return f"{_SAYS[key]} {_SAYS['rest_rarity']}" if counted.get("rest_rarity") else _SAYS[key]


def _pair_label(mine: str, theirs: str) -> str:
    """What a part is that met: that the last of a few parts is a family name is only a guess, so the other side's word stands."""
    if mine == theirs or theirs == LAST:
        return mine
    return theirs if mine == LAST and theirs != "given name" else f"{mine}, there {theirs}"


def _met_says(mine: Written, theirs: Written, i: int, j: int, bits: int) -> str:
    one, two = mine.roles[i], theirs.roles[j]
    if Role.KUNYA in (one, two):
        says = _SAYS["kunya_agrees"]
    elif one is Role.GIVEN and two is Role.GIVEN:
        says = _SAYS["given_agrees"]
    elif Role.GIVEN in (one, two):
        says = _SAYS["displaced_agrees"]
    else:
        says = _SAYS["family_agrees" if one is Role.FAMILY and two is Role.FAMILY else "chain_agrees"]
    return says if bits >= 0 else f"{says} They sound only partly alike, or the part is very common."
