"""The registration form: its questions, once, in four languages. The XLSForm is made from this, and so is what an import recognises.

Comes in: nothing. Goes out: frozen questions, in the order in which they are asked. Household questions come once, the others for
each member. Never asks for what a telephone should not carry: the needs of survivors and of children of armed groups are not in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from homeward.exchange.facts.choices import LANGUAGES
from homeward.exchange.facts.fields import Field

FORM_ID: Final = "homeward_registration"
VERSION: Final = "2026112501"
TITLES: Final = ("Registration", "التسجيل", "تۆمارکردن", "Tomarkirin")
HOUSEHOLD: Final = ("household", ("Household", "الأسرة", "خێزان", "Malbat"))
MEMBER: Final = ("member", ("Member of the household", "فرد من الأسرة", "ئەندامی خێزان", "Endamê malbatê"))


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `kind` is the XLSForm type; `choices` names a list; `hint` tells the clerk what helps."""

    field: Field
    kind: str
    labels: tuple[str, str, str, str]
    tag: str = ""
    choices: str = ""
    hint: str = ""
    required: bool = False
    relevant: str = ""

    @property
    def name(self) -> str:
        """Its XML name."""
        return self.field.value

    def label(self, language: str) -> str:
        """Its label in one of the languages."""
        return self.labels[LANGUAGES.index(language)]


F = Field
ONCE: Final = (
    Question(F.HOUSEHOLD, "text", ("Household number", "رقم الأسرة", "ژمارەی خێزان", "Hejmara malbatê"), "#meta+id+household"),
    Question(F.AS_OF, "date", ("Day of registration", "تاريخ التسجيل", "ڕۆژی تۆمارکردن", "Roja tomarkirinê"), "#date+registration"),
    Question(F.SITE, "text", ("Site", "الموقع", "شوێن", "Cih"), "#loc+name"),
    Question(F.SECTION, "text", ("Section", "القطاع", "بەش", "Beş"), "#loc+section"),
    Question(F.TENT, "text", ("Tent", "الخيمة", "چادر", "Kon"), "#loc+tent"),
    Question(F.ARRIVED, "date", ("Day of arrival", "تاريخ الوصول", "ڕۆژی گەیشتن", "Roja hatinê"), "#date+arrival"),
)  # fmt: skip
EACH: Final = (
    Question(F.REFERENCE, "text", ("Individual number", "رقم الفرد", "ژمارەی تاک", "Hejmara kesî"), "#affected+id"),
    Question(F.NAME, "text", ("Full name, as the person says it", "الاسم الكامل كما يقوله الشخص", "ناوی تەواو وەک خۆی دەیڵێت",
                              "Navê temam wek ew dibêje"), "#affected+name", required=True),
    Question(F.ROMANISED, "text", ("Full name in Latin letters", "الاسم الكامل بالأحرف اللاتينية", "ناوی تەواو بە پیتی لاتینی",
                                   "Navê temam bi tîpên latînî"), "#affected+name+latin"),
    Question(F.KUNYA, "text", ("Kunya (Abu …, Umm …)", "الكنية (أبو، أم)", "نازناو (ئەبو، ئوم)", "Kunye (Ebû, Ûm)"),
             "#affected+name+kunya"),
    Question(F.OTHER_NAMES, "text", ("Other names", "أسماء أخرى", "ناوەکانی تر", "Navên din"), "#affected+name+other"),
    Question(F.FATHER, "text", ("Father's name", "اسم الأب", "ناوی باوک", "Navê bavê"), "#affected+name+father"),
    Question(F.MOTHER, "text", ("Mother's full name", "اسم الأم الكامل", "ناوی تەواوی دایک", "Navê dayikê"), "#affected+name+mother"),
    Question(F.ROLE, "select_one", ("Relationship to the head of household", "صلة القرابة برب الأسرة",
                                    "پەیوەندی بە سەرۆکی خێزان", "Têkiliya bi serê malbatê re"), "#affected+relationship", "roles"),
    Question(F.SEX, "select_one", ("Sex", "الجنس", "ڕەگەز", "Zayend"), "#affected+sex", "sexes"),
    Question(F.BIRTH, "date", ("Date of birth", "تاريخ الميلاد", "ڕێکەوتی لەدایکبوون", "Roja jidayikbûnê"), "#date+birth"),
    Question(F.PRECISION, "select_one", ("How exact is this date?", "ما مدى دقة هذا التاريخ؟", "ئەم ڕێکەوتە چەند وردە؟",
                                         "Ev roj çiqas rast e?"), "#date+birth+precision", "precisions",
             relevant="${birth} != ''"),
    Question(F.AGE, "integer", ("Age in years, where the date is not known", "العمر بالسنوات إذا كان التاريخ غير معروف",
                                "تەمەن بە ساڵ، ئەگەر ڕێکەوت نەزانراو بێت", "Temen bi salan, heke roj neyê zanîn"), "#affected+age"),
    Question(F.BIRTH_PLACE, "text", ("Place of birth", "مكان الميلاد", "شوێنی لەدایکبوون", "Cihê jidayikbûnê"), "#loc+birth+name"),
    Question(F.BIRTH_COUNTRY, "select_one", ("Country of birth", "بلد الميلاد", "وڵاتی لەدایکبوون", "Welatê jidayikbûnê"),
             "#country+code+birth", "countries"),
    Question(F.NATIONALITY, "select_multiple", ("Nationality, as stated", "الجنسية المصرح بها", "ڕەگەزنامە وەک دەڵێت",
                                                "Hemwelatî, wek tê gotin"), "#country+code+nationality", "nationalities"),
    Question(F.DOCUMENT_KIND, "select_one", ("Kind of paper", "نوع الوثيقة", "جۆری بەڵگەنامە", "Cureyê belgeyê"),
             "#affected+document+type", "papers"),
    Question(F.DOCUMENT_NUMBER, "text", ("Number of the paper", "رقم الوثيقة", "ژمارەی بەڵگەنامە", "Hejmara belgeyê"),
             "#affected+document+id", relevant="${document_kind} != ''"),
    Question(F.DOCUMENT_ISSUER, "select_one", ("Country that issued it", "بلد الإصدار", "وڵاتی دەرکردن", "Welatê ku daye"),
             "#affected+document+country", "countries", relevant="${document_kind} != ''"),
    Question(F.LANGUAGE, "select_multiple", ("Languages", "اللغات", "زمانەکان", "Ziman"), "#affected+language", "tongues"),
    Question(F.PHONE, "text", ("Telephone number", "رقم الهاتف", "ژمارەی تەلەفۆن", "Hejmara telefonê"), "#contact+phone"),
    Question(F.RELATIVE, "text", ("A relative outside who can be reached", "قريب خارج المخيم يمكن الاتصال به",
                                  "خزمێک لە دەرەوە کە پەیوەندی پێوە بکرێت", "Xizmekî li derve ku were gihandin"), "#contact+relative"),
    Question(F.NEEDS, "select_multiple", ("Specific needs", "الاحتياجات الخاصة", "پێداویستی تایبەت", "Pêdiviyên taybet"),
             "#affected+needs+code", "needs"),
    Question(F.NEED_WORDS, "text", ("Specific needs, in words", "الاحتياجات الخاصة بالكلمات", "پێداویستی تایبەت بە وشە",
                                    "Pêdiviyên taybet bi peyvan"), "#affected+needs+description"),
)  # fmt: skip
QUESTIONS: Final = ONCE + EACH
