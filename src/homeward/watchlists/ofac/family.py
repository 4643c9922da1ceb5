"""Which files make one OFAC list: a set named by its primary file, `sdn.csv` or `cons_prim.csv`, in one folder.

Comes in: the path of the primary file. Goes out: the paths of the set, and the list's usual id.
The names may be in capitals, as OFAC serves them. Never guesses at renamed files: neighbours are found by name alone.
Source: OFAC's "SDN list data formats", https://ofac.treasury.gov/sdn-list-data-formats-data-schemas.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from homeward.kernel.errors import BadInput


@dataclass(frozen=True, slots=True)
class Family:
    """The names of one list's files, and the id it goes by."""

    list_id: str
    primary: str
    aliases: str
    addresses: str
    comments: str

    @property
    def neighbours(self) -> tuple[str, str, str]:
        """The files that belong beside the primary one."""
        return self.aliases, self.addresses, self.comments


@dataclass(frozen=True, slots=True)
class Files:
    """Where the files of one set are. Remarks that fit 1,000 characters need no comments, so that file may be absent."""

    primary: Path
    aliases: Path
    addresses: Path
    comments: Path | None


FAMILIES = (
    Family("ofac-sdn", "sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv"),
    Family("ofac-cons", "cons_prim.csv", "cons_alt.csv", "cons_add.csv", "cons_comments.csv"),
)


def family_of(path: Path) -> Family:
    """The family of a primary file. Raises `BadInput` for any other name, and says which file to give."""
    name = path.name.lower()
    for family in FAMILIES:
        if name == family.primary:
            return family
        if name in family.neighbours:
            raise BadInput(f"{path.name} is one file of a set: give the path of its {family.primary}.", file=path.name)
    raise BadInput(
        f"{path.name} is not named as OFAC names its files: call it sdn.csv or cons_prim.csv, in one folder with the "
        "rest of its set under the names OFAC gave them.",
        file=path.name,
    )


def find(path: Path) -> Files:
    """The set of a primary file. Raises `BadInput` where the file of aliases or of addresses is not beside it."""
    family = family_of(path)
    try:
        beside = {file.name.lower(): file for file in sorted(path.parent.iterdir())}
    except OSError as error:
        raise BadInput(f"{path.name} cannot be opened: {error.strerror}. Check the path.", file=path.name) from error
    missing = [name for name in (family.aliases, family.addresses) if name not in beside]
    if missing and path.name.lower() in beside:
        raise BadInput(
            f"{' and '.join(missing)} must stand beside {path.name} and cannot be found there. Without them its entries "
            "would lose their other names: fetch the whole set of one day.",
            file=path.name,
        )
    if missing:
        raise BadInput(f"{path.name} cannot be opened: there is no such file. Check the path.", file=path.name)
    return Files(path, beside[family.aliases], beside[family.addresses], beside.get(family.comments))
