"""What a request to a source holds, as lines that a page and a paper show.

Comes in: a package. Goes out: labels and values in the reader's language. All that is in it is shown, so that whoever
sends it sees it all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from homeward.registry.facts.values import DocumentKind
from homeward.review.facts.sources import Package
from homeward.web.countries import country_name
from homeward.web.words import word


def _plain(values: Any) -> tuple[str, ...]:
    return tuple(map(str, values)) if isinstance(values, list) else (str(values),)


def _countries(values: Any) -> tuple[str, ...]:
    return tuple(str(country_name(one)) for one in values)


def _papers(values: Any) -> tuple[str, ...]:
    return tuple(
        " · ".join(filter(None, (str(word(DocumentKind(one["kind"]))) if one["kind"] else "", one["number"], one["issuer"].upper())))
        for one in values
    )  # fmt: skip


def _sex(value: Any) -> tuple[str, ...]:
    return (str(_("male") if value == "male" else _("female")),)


LINES: Final[Mapping[str, tuple[Promise, Callable[[Any], tuple[str, ...]]]]] = {
    "names": (_("Names, as recorded"), _plain),
    "births": (_("Born"), _plain),
    "sex": (_("Sex"), _sex),
    "nationalities": (_("Nationality, as stated"), _countries),
    "birth_places": (_("Place of birth"), _plain),
    "father": (_("Father"), _plain),
    "mother": (_("Mother"), _plain),
    "documents": (_("Papers"), _papers),
}


def lines_of(package: Package) -> list[tuple[Promise, tuple[str, ...]]]:
    """What the package tells of the person, line by line."""
    person = package.fields["person"]
    assert isinstance(person, dict)
    return [(label, told(person[name])) for name, (label, told) in LINES.items() if name in person]
