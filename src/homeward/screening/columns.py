"""Which column of a caseload holds what: by a table of the headings people use, or by a map that says so.

Comes in: the headings of a table, and pairs of field and column where somebody chose. Goes out: the columns of each field.
A heading that the table does not know is not read. Never guesses: two columns for a fact that has one value are refused,
and words that mean different things in different places (كنية, nom) are left out of the table.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from homeward.kernel.errors import BadInput
from homeward.kernel.tables import ABSENT

# field: (headings, how many columns it may have). Matched without regard to case, accents, spaces and punctuation.
SYNONYMS: dict[str, tuple[str, int]] = {
    "id": (
        "id | person_id | query_id | individual_id | individual_no | individual_number | unhcr_individual_id | progres_id"
        " | registration_id | registration_no | registration_number | beneficiary_id"
        " | رقم الفرد | المعرف | identifiant | numéro individuel",
        1,
    ),
    "name": (
        "name | full_name | person_name | name_full | name_ar | name_en | name_arabic | name_english | name_latin | full_name_ar"
        " | full_name_en | full_name_arabic | full_name_english | full_name_latin | full_name_local_script | arabic_name"
        " | english_name | full_name_i_c | الاسم | الاسم الكامل | الاسم الثلاثي | الاسم الرباعي | الاسم باللاتينية"
        " | الاسم بالعربية | الاسم بالإنجليزية | nom complet | nom et prénom | prénom et nom",
        4,
    ),
    "aliases": (
        "aliases | alias | other_names | other_name | aka | also_known_as | alternative_names | kunya_other_names | known_as"
        " | أسماء أخرى | اسم آخر | autres noms | surnom",
        3,
    ),
    "given_name": ("given_name | given_names | first_name | forename | given_name_i_c | الاسم الأول | prénom | prénoms", 1),
    "father_name": ("father_name | fathers_name | father | name_of_father | اسم الأب | اسم الوالد | nom du père", 1),
    "grandfather_name": ("grandfather_name | grandfathers_name | grandfather | اسم الجد | nom du grand-père", 1),
    "family_name": (
        "family_name | surname | last_name | family_name_i_c | nisba | اسم العائلة | اللقب | النسبة | nom de famille",
        1,
    ),
    "kunya": ("kunya | kunyah", 1),
    "mother_name": (
        "mother_name | mothers_name | mothers_full_name | mother_full_name | mother"
        " | name_of_mother | اسم الأم | اسم الوالدة | nom de la mère",
        1,
    ),
    "birth_date": (
        "birth_date | date_of_birth | dob | birthdate | birthday | born | birth_year | year_of_birth | yob | birth_date_i_c"
        " | تاريخ الميلاد | تاريخ الولادة | سنة الميلاد | سنة الولادة | المواليد | date de naissance | année de naissance | né le",
        2,
    ),
    "sex": ("sex | gender | gender_i_c | الجنس | النوع الاجتماعي | sexe | genre", 1),
    "nationality": (
        "nationality | nationalities | citizenship | citizenships | nationality_claimed | nationality_verified | الجنسية"
        " | الجنسية المصرح بها | nationalité | nationalités",
        3,
    ),
    "birth_place": (
        "birth_place | place_of_birth | birthplace | pob | town_of_birth | city_of_birth | مكان الولادة | مكان الميلاد"
        " | محل الولادة | محل الميلاد | lieu de naissance",
        2,
    ),
    "documents": (
        "documents | document | document_no | document_number | document_type_and_number | passport | passports | passport_no"
        " | passport_number | national_id | national_id_no | national_id_number | id_card | id_card_number | national_id_no_i_c"
        " | رقم الوثيقة | نوع ورقم الوثيقة | رقم الجواز | رقم جواز السفر | رقم الهوية | numéro de passeport | pièce d'identité",
        4,
    ),
}  # fmt: skip
FIELDS = tuple(SYNONYMS)
WIDTHS = {field: width for field, (_, width) in SYNONYMS.items()}
ANY_NAME = ("name", "given_name")  # one of them makes a row a person's
_NOT_IN_WORDS = re.compile(r"[\W_]+")
_ARABIC = str.maketrans({**dict.fromkeys("أإآ", "ا"), "ى": "ي", "ة": "ه", "ـ": None})

ColumnMap = Mapping[str, Sequence[str]]


@lru_cache(maxsize=1 << 12)
def fold(heading: str) -> str:
    """A heading without case, accents, spaces and punctuation. System columns, which begin with _, fold to nothing."""
    if heading.startswith("_"):
        return ""
    letters = (c for c in unicodedata.normalize("NFKD", heading.casefold()) if not unicodedata.combining(c))
    return _NOT_IN_WORDS.sub("", unicodedata.normalize("NFC", "".join(letters)).translate(_ARABIC))


def headings(field: str) -> tuple[str, ...]:
    """The headings that the table knows for a field, as documented."""
    return tuple(heading.strip() for heading in SYNONYMS[field][0].split("|"))


_FIELD_OF = {fold(heading): field for field in FIELDS for heading in headings(field)}


def read_map(pairs: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """A map from `field=column` pairs and paths of TOML files, the later winning. `field=` switches a field off.

    Raises `BadInput` for a field that does not exist and for a file that holds no map.
    """
    found: dict[str, tuple[str, ...]] = {}
    for pair in pairs:
        field, equals, column = pair.partition("=")
        if not equals or field.strip().endswith(".toml"):
            found.update(_from_toml(Path(pair)))
        else:
            found[_known(field.strip())] = tuple(filter(None, (one.strip() for one in column.split(";"))))
    return found


def _from_toml(path: Path) -> dict[str, tuple[str, ...]]:
    try:
        content = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise BadInput(
            f"{path.name} cannot be opened: {error.strerror}. --map takes field=column, or a TOML file."
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadInput(f'{path.name} is not TOML: {error}. Write lines such as: id = "Person No"') from error
    return {_known(field): _columns(field, value, path) for field, value in content.items()}


def _columns(field: str, value: object, path: Path) -> tuple[str, ...]:
    values = [value] if isinstance(value, str) else value
    if not isinstance(values, list) or not all(isinstance(one, str) for one in values):
        raise BadInput(f"{path.name}: {field} must be the name of a column, or a list of names.")
    return tuple(filter(None, values))


def _known(field: str) -> str:
    if field not in SYNONYMS:
        raise BadInput(f"--map: there is no field {field}. The fields are {', '.join(FIELDS)}.")
    return field


class Columns:
    """Picks the columns of a caseload. After reading, `of_field` says which were used and `unread` which were not."""

    def __init__(self, table: str, chosen: ColumnMap | None = None) -> None:
        self.table, self.chosen = table, dict(chosen or {})
        self.of_field: dict[str, list[str]] = {}
        self.unread: list[str] = []

    def pick(self, columns: tuple[str, ...]) -> list[int]:
        """Indices by field, `WIDTHS` of each, `ABSENT` where there is no column. Raises `BadInput` where they do not serve.

        Once a set of columns served, later ones (the keys of JSON lines) may lack what they like: their rows are refused.
        """
        found = self._recognised(columns)
        if not self.of_field:
            self._demand(columns, found)
        for field, indices in found.items():
            names = self.of_field.setdefault(field, [])
            names += [columns[i] for i in indices if columns[i] not in names]
        used = {i for indices in found.values() for i in indices}
        self.unread += [c for i, c in enumerate(columns) if c and i not in used and c not in self.unread]
        return [i for field in FIELDS for i in (*found[field], *[ABSENT] * WIDTHS[field])[: WIDTHS[field]]]

    def _recognised(self, columns: tuple[str, ...]) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        folded = {fold(column) or column: i for i, column in reversed(list(enumerate(columns))) if column}
        for field, names in self.chosen.items():
            for name in names:
                index = columns.index(name) if name in columns else folded.get(fold(name) or name)
                if index is None and not self.of_field:
                    raise BadInput(f"{self.table} has no column {name} for {field}. {_listed(columns)} Correct --map.")
                found[field] += [] if index is None else [index]
        taken = {i for indices in found.values() for i in indices}
        for index, column in enumerate(columns):
            known = _field_of(column)
            if known and known not in self.chosen and index not in taken:
                found[known].append(index)
        for field, indices in found.items():
            if len(indices) > WIDTHS[field]:
                names = ", ".join(columns[i] for i in indices)
                raise BadInput(
                    f"{self.table} has {len(indices)} columns for {field} ({names}) and at most {WIDTHS[field]} can be used. "
                    f"Choose with --map, for instance --map '{field}={columns[indices[0]]}'."
                )
        return found

    def _demand(self, columns: tuple[str, ...], found: Mapping[str, list[int]]) -> None:
        for need, fields in (("an identifier", ("id",)), ("a name", ANY_NAME)):
            if not any(found.get(field) for field in fields):
                above = "" if found else " Headings are looked for in the first row: delete what stands above them."
                raise BadInput(
                    f"{self.table} has no column that is known to hold {need}. {_listed(columns)} "
                    f"Rename one to {fields[0]}, or say which it is: --map '{fields[0]}=COLUMN'.{above}"
                )


def _field_of(column: str) -> str | None:
    """The field of a heading; of a path such as `member/full_name` the last part decides where the whole is not known."""
    return _FIELD_OF.get(fold(column)) or _FIELD_OF.get(fold(column.rpartition("/")[2]))


def _listed(columns: Sequence[str]) -> str:
    shown = [column[:40] for column in columns if column][:30]
    return f"Its columns are: {', '.join(shown)}{', …' if len(shown) < len(columns) else ''}."
