"""Invented sites: camps, of which one is closed and has a successor, a prison, a transit point, a centre, communities, an office.

Comes in: nothing. Goes out: `SiteRecord`s by code, predecessors before successors. Areas are real P-codes, names are not:
no such camp, prison or village is meant. Never more than a stage for invented people.
"""

from __future__ import annotations

from homeward.kernel.dates import PartialDate, from_parts
from homeward.synthetic.population.records import (
    AliasRecord,
    CapacityRecord,
    SectionRecord,
    SiteKind,
    SiteRecord,
    SuccessionRecord,
)

_SIGN, _DRIVERS, _AGENCY = "the sign at the gate", "drivers", "an agency's list"
_WORD = {"en": "Phase", "ar": "القطاع", "ckb": "کەرتی", "kmr": "Qada"}


def _on(year: int, month: int = 0, day: int = 0) -> PartialDate:
    found = from_parts(year, month, day)
    if found is None:
        raise ValueError(f"{year}-{month}-{day} is no day")
    return found


def _sections(count: int, word: dict[str, str] | None = None) -> tuple[SectionRecord, ...]:
    words = word or _WORD
    return tuple(
        SectionRecord(str(number), {language: f"{text} {number}" for language, text in words.items()})
        for number in range(1, count + 1)
    )


def _names(en: str, ar: str, ckb: str, kmr: str) -> dict[str, str]:
    return {"en": en, "ar": ar, "ckb": ckb, "kmr": kmr}


def _village(code: str, names: dict[str, str], country: str, area: str, zone: str) -> SiteRecord:
    kind: SiteKind = "community_of_return"
    return SiteRecord(code=code, kind=kind, names=names, country=country, area=area, time_zone=zone, opened=_on(2020))


_WARD = {"en": "Wing", "ar": "الجناح", "ckb": "باڵی", "kmr": "Bask"}

SITES = (
    SiteRecord(
        code="TZ-1", kind="camp", country="sy", area="SY08", time_zone="Asia/Damascus",
        names=_names("Tell al-Zahra Camp", "مخيم تل الزهراء", "کەمپی تەل زەهرا", "Kampa Til Zehra"),
        opened=_on(2017, 11), closed=_on(2021, 9, 30), why_closed="The people were moved to other camps.",
        aliases=(
            AliasRecord("Tal az-Zahra", _AGENCY, "en"), AliasRecord("Tell Zahra", _DRIVERS, "en"),
            AliasRecord("تل الزهرة", _SIGN, "ar"),
        ),
        capacities=(CapacityRecord(9_000, _on(2019, 3), "the camp's administration"),),
        sections=_sections(4),
        successions=(
            SuccessionRecord("NS-1", _on(2021, 9, 30), "people", "Most households went there."),
            SuccessionRecord("WN-1", _on(2021, 9), "people", "Some households went there."),
        ),
    ),
    SiteRecord(
        code="NS-1", kind="camp", country="sy", area="SY08", time_zone="Asia/Damascus",
        names=_names("Nahr al-Safa Camp", "مخيم نهر الصفا", "کەمپی نەهر سەفا", "Kampa Nehir Sefa"),
        opened=_on(2016, 4),
        aliases=(
            AliasRecord("Nahr as-Safa", _AGENCY, "en"), AliasRecord("Nehr el Safa", _DRIVERS, "en"),
            AliasRecord("Nahr Safah", "a donor's report", "en"), AliasRecord("نهر الصفى", _SIGN, "ar"),
            AliasRecord("al-Safa", _DRIVERS, "en", "short_name"),
        ),
        capacities=(
            CapacityRecord(40_000, _on(2019, 1), "the camp's administration"),
            CapacityRecord(55_000, _on(2019, 8), "an agency's survey"),
            CapacityRecord(45_000, _on(2022, 6), "the camp's administration"),
        ),
        sections=(
            *_sections(8),
            SectionRecord("A", _names("Annex", "الملحق", "پاشکۆ", "Pêvek")),
        ),
    ),
    SiteRecord(
        code="WN-1", kind="camp", country="sy", area="SY11", time_zone="Asia/Damascus",
        names=_names("Wadi al-Nur Camp", "مخيم وادي النور", "کەمپی وادی نوور", "Kampa Wadî Nûr"),
        opened=_on(2018, 2),
        aliases=(AliasRecord("Wadi an-Nour", _AGENCY, "en"), AliasRecord("Wadi Noor", _DRIVERS, "en")),
        capacities=(CapacityRecord(14_000, _on(2022, 1), "the camp's administration"),),
        sections=_sections(5),
    ),
    SiteRecord(
        code="MQ-1", kind="detention_facility", country="sy", area="SY09", time_zone="Asia/Damascus",
        names=_names("al-Maqam Detention Facility", "سجن المقام", "گرتووخانەی مەقام", "Girtîgeha Meqam"),
        opened=_on(2019, 3),
        aliases=(AliasRecord("Maqaam prison", _AGENCY, "en"), AliasRecord("المقام", _DRIVERS, "ar", "short_name")),
        capacities=(CapacityRecord(3_500, _on(2020), "the facility's administration"),),
        sections=_sections(6, _WARD),
    ),
    SiteRecord(
        code="KR-1", kind="transit_point", country="sy", area="SY08", time_zone="Asia/Damascus",
        names=_names("Khan al-Rih Transit Point", "نقطة عبور خان الريح", "خاڵی تێپەڕینی خان ڕیح", "Xala derbasbûnê Xan Rîh"),
        opened=_on(2020, 6), sections=_sections(1),
    ),
    SiteRecord(
        code="BA-1", kind="reception_centre", country="iq", area="IQG15", time_zone="Asia/Baghdad",
        names=_names("Bab al-Awda Reception Centre", "مركز باب العودة", "ناوەندی باب عەودە", "Navenda Bab Ewda"),
        opened=_on(2021, 5),
        aliases=(
            AliasRecord("Bab al-Auda", _AGENCY, "en"), AliasRecord("Bab el-Awdah", _DRIVERS, "en"),
            AliasRecord("Rabwa-1", "a ministry's letter of 2021", "en", "former_name"),
        ),
        capacities=(CapacityRecord(2_000, _on(2021, 5), "the ministry"),),
        sections=_sections(3),
    ),
    _village("QA-1", _names("Qaryat al-Amal", "قرية الأمل", "گوندی ئەمەل", "Gundê Emel"), "iq", "IQG16", "Asia/Baghdad"),
    _village("AZ-1", _names("Ayn al-Zaytun", "عين الزيتون", "کانی زەیتوون", "Kaniya Zeytûn"), "sy", "SY02", "Asia/Damascus"),
    SiteRecord(
        code="OF-1", kind="office", country="iq", area="IQG11", time_zone="Asia/Baghdad",
        names=_names("Coordination Office", "مكتب التنسيق", "نووسینگەی هەماهەنگی", "Ofîsa Hevahengiyê"), opened=_on(2019),
    ),
)  # fmt: skip

BY_CODE = {site.code: site for site in SITES}
