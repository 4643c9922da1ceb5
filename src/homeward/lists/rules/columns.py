"""How a table's headings are understood, and how a choice for each column becomes a column map. Pure decisions.

Comes in: headings, choices. Goes out: a `ColumnMap`. A guess is only where a page begins: nothing is read by it before somebody agrees.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from homeward.watchlists.csv.map import FIELDS, ColumnMap

MAP_FIELDS = FIELDS
_HEADINGS = {
    "id": "id no number ref referenceid entryid serial serialno num numéro رقم الرقم تسلسل ت التسلسل ژمارە hejmar",
    "name": "name fullname names givenname firstname nom prenom prénom الاسم اسم الاسمالكامل الاسمالثلاثي الاسمالرباعي ناو nav",
    "surname": "surname familyname lastname nomdefamille اللقب الكنية العائلة paşnav نازناو",
    "aliases": "aliases alias aka othernames knownas الاسمالمستعار أسماءأخرى الأسماءالمستعارة",
    "birth_date": (
        "birthdate dateofbirth dob born birth yearofbirth datedenaissance تاريخالولادة سنةالولادة المواليد مواليد التولد rojbûn"
    ),
    "sex": "sex gender sexe الجنس جنس ڕەگەز zayend",
    "nationality": "nationality citizenship country nationalité الجنسية جنسية نەتەوە netewe",
    "birth_place": "birthplace placeofbirth pob lieudenaissance مكانالولادة محلالولادة",
    "passports": "passport passportno passportnumber جوازالسفر رقمالجواز جواز",
    "documents": "document documentno nationalid idcard رقمالهوية الهوية الرقمالوطني",
    "father": "father fathername fathersname père اسمالأب الأب الاب اسمالاب bav باوک",
    "mother": "mother mothername mothersname mère اسمالأم الأم الام اسمالام dayik دایک",
    "kind": "kind type entitytype النوع",
    "programme": "programme program sanctions regime ground القرار السبب",
    "reference": "reference caseno decision رقمالقرار رقمالدعوى",
    "listed_on": "listedon datelisted dateoflisting تاريخالإدراج",
    "amended_on": "amendedon lastupdated updated",
}
_FIELD_OF = {heading: field for field, headings in _HEADINGS.items() for heading in headings.split()}
_NOT_LETTERS = re.compile(r"[\W_]+")


def guessed(columns: Sequence[str]) -> ColumnMap:
    """A map as the headings suggest it."""
    plain = (_NOT_LETTERS.sub("", unicodedata.normalize("NFKC", name)).casefold() for name in columns)
    return as_map({name: _FIELD_OF.get(heading, "") for name, heading in zip(columns, plain, strict=True)})


def as_map(chosen: Mapping[str, str], separator: str = ";", *, surname_first: bool = False) -> ColumnMap:
    """A map from what each column was said to hold; several columns of one field stand in their order."""
    names = {field: tuple(name for name, said in chosen.items() if said == field) for field in FIELDS}
    return ColumnMap(**names, separator=separator, name_order="surname_first" if surname_first else "as_written")


def fields_of(columns: ColumnMap) -> dict[str, str]:
    """What each column holds by a map."""
    return {name: field for field in FIELDS for name in getattr(columns, field)}
