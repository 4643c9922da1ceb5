"""Dates and numbers in words of the reader's language and calendar.

Comes in: a day, a partial date, a number; the calendar that the reader chose (a cookie) and the language. Goes out: text.
Names of months are those of Iraq in Arabic, for that is where the readers are. Never changes what is stored: ISO stays beside it.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Final, Literal

from babel.core import Locale
from babel.dates import format_date
from babel.numbers import format_decimal
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from hijridate import Gregorian

from homeward.kernel.dates import PartialDate

Calendar = Literal["gregorian", "hijri"]
CALENDARS: Final = {"gregorian": gettext_lazy("Gregorian"), "hijri": gettext_lazy("Hijri (Umm al-Qura)")}
COOKIE: Final = "calendar"
_LOCALES: Final = {"en": "en_GB", "ar": "ar_IQ", "ckb": "ckb_IQ", "kmr": "ku_TR"}
_HIJRI_MONTHS: Final = (
    gettext_lazy("Muharram"),
    gettext_lazy("Safar"),
    gettext_lazy("Rabi al-Awwal"),
    gettext_lazy("Rabi al-Thani"),
    gettext_lazy("Jumada al-Ula"),
    gettext_lazy("Jumada al-Thania"),
    gettext_lazy("Rajab"),
    gettext_lazy("Shaban"),
    gettext_lazy("Ramadan"),
    gettext_lazy("Shawwal"),
    gettext_lazy("Dhu al-Qadah"),
    gettext_lazy("Dhu al-Hijjah"),
)
_HIJRI_KNOWN: Final = (date(1924, 8, 1), date(2077, 11, 16))  # the days that the Umm al-Qura tables cover


def chosen(request: HttpRequest | None) -> Calendar:
    """The calendar that this reader chose, or the Gregorian."""
    return "hijri" if request is not None and request.COOKIES.get(COOKIE) == "hijri" else "gregorian"


def locale_of(language: str | None) -> Locale:
    """The locale whose names of months and separators stand for a language."""
    return Locale.parse(_LOCALES.get(language or "en", "en_GB"))


def day(value: date, calendar: Calendar, language: str | None) -> str:
    """A day, written out; a day that the Hijri tables do not cover stays Gregorian."""
    if calendar == "hijri" and _HIJRI_KNOWN[0] <= value <= _HIJRI_KNOWN[1]:
        hijri = Gregorian(value.year, value.month, value.day).to_hijri()
        return _("%(day)d %(month)s %(year)d AH") % {
            "day": hijri.day,
            "month": _HIJRI_MONTHS[hijri.month - 1],
            "year": hijri.year,
        }
    return format_date(value, "d MMMM y", locale=locale_of(language))


def partial(value: PartialDate, calendar: Calendar, language: str | None) -> str:
    """A partial date with the precision that its source gave it, never a false exact day."""
    if value.circa:
        return _("about %(year)s") % {"year": value.iso().removeprefix("~")}
    if value.precision == "year":
        return str(value.first.year)
    if value.precision == "month":
        return format_date(value.first, "LLLL y", locale=locale_of(language))
    if value.precision == "range":
        first, last = (day(end, calendar, language) for end in (value.first, value.last))
        return _("between %(first)s and %(last)s") % {"first": first, "last": last}
    text = day(value.first, calendar, language)
    return _("%(day)s (a convention)") % {"day": text} if value.convention else text


def since(then: datetime, now: datetime) -> str:
    """How long ago a moment was, in its largest whole unit; "now" for less than a minute and for what lies ahead."""
    minutes = int((now - then).total_seconds() // 60)
    if minutes < 1:
        return _("now")
    if minutes < 60:
        return ngettext("%(count)d minute ago", "%(count)d minutes ago", minutes) % {"count": minutes}
    if (hours := minutes // 60) < 24:
        return ngettext("%(count)d hour ago", "%(count)d hours ago", hours) % {"count": hours}
    days = hours // 24
    return ngettext("%(count)d day ago", "%(count)d days ago", days) % {"count": days}


def number(value: int | float, language: str | None) -> str:
    """A number with the separators of a language, in European digits."""
    return format_decimal(value, locale=locale_of(language), numbering_system="latn")
