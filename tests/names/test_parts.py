"""A written name becomes its parts with the role each plays, as the communities themselves order their names."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.names.lexicon import known_keys, lexemes_of, sex_of
from homeward.names.parts import MAX_PARTS, Role, as_a_whole, code_of, read
from homeward.names.sounds import ALPHABET, MAX_CODE

LETTER = {Role.GIVEN: "G", Role.CHAIN: "C", Role.FAMILY: "F", Role.KUNYA: "K"}


def shown(text: str) -> str:
    """The parts of a name with the first letter of their role."""
    return " ".join(f"{token.key}/{LETTER[token.role]}" for token in read(text).tokens)


READ = {
    "Arabic: ism, nasab, nisba": [
        ("Muhammad Ahmad Ali al-Juburi", "muhammad/G ahmad/C ali/C juburi/F"),
        ("محمد أحمد علي الجبوري", "محمد/G احمد/C علي/C جبوري/F"),
        ("Omar Khalaf", "omar/G khalaf/F"),
        ("عمر", "عمر/G"),
        ("Omar bin Khalaf", "omar/G khalaf/C"),  # bin says that Khalaf is the father, so there is no family name
        ("Omar Yunus bin Khalaf", "omar/G yunus/C khalaf/C"),  # and so it does of Yunus: no family name stands before bin
        ("عمر يونس بن خلف", "عمر/G يونس/C خلف/C"),
        ("Omar Yunus Salim BEN KHALAF", "omar/G yunus/C salim/C khalaf/C"),
        ("فاطمة بنت محمد التكريتي", "فاطمه/G محمد/C تكريتي/F"),
        ("Abd al-Rahman Nur al-Din", "<rahman/G nur>/F"),
    ],
    "kunya": [
        ("Abu Omar al-Shishani", "=omar/K shishani/F"),  # a nom de guerre: a kunya and where he comes from
        ("أبو عمر الشيشاني", "=عمر/K شيشاني/F"),
        ("Abu Mus'ab Muhammad Ali", "=musab/K muhammad/G ali/F"),
        ("Muhammad Ali (Abu Mus'ab)", "muhammad/G ali/F =musab/K"),
        ("Abubakary Khalfan", "=bakary/G khalfan/F"), ("Abubakari Khalfan", "=bakari/G khalfan/F"),  # Abu Bakr on the Swahili coast
        ("Abu Yahya Omar", "=yahya/K omar/G"),  # a known given name beside a kunya
        ("Umm Khalid", "=khalid/K"),
        ("Abu Bakr al-Baghdadi", "=bakr/G baghdadi/F"),  # Abu Bakr is a given name
        ("أبو بكر أحمد", "=بكر/G احمد/F"),
        ("Abubakar Shekau", "=bakar/G shekau/F"),
    ],
    "post-Soviet": [
        ("Nazarguly Annayewiç Orazow", "nazarguly/G anna/C orazov/F"), ("Назаргулы Оразов", "назаргулы/G оразов/F"),  # Turkmen
        ("Магомедов Магомед Магомедович", "магомедов/F магомед/G магомед/C"),
        ("Магомед Магомедович Магомедов", "магомед/G магомед/C магомедов/F"),
        ("Magomedova Patimat Akhmedovna", "magomedov/F patimat/G akhmed/C"),
        ("Магомедов Руслан", "магомедов/F руслан/G"),  # -ов before a given name: registers put the family name first
        ("Руслан Магомедов", "руслан/G магомедов/F"),
        ("Aliyev Ilham", "aliyev/F ilham/G"),
        ("Yakov Aliyev", "yakov/G aliyev/F"),  # Yakov is a given name for all its -ov
        ("Петров Иванов", "петров/G иванов/F"),  # either could be which: both readings are weighed when names are compared
        ("Назарбаев Нурсултан Абиш улы", "назарбаев/F нурсултан/G абиш/C"),
        ("Нурсултан Абишулы Назарбаев", "нурсултан/G абиш/C назарбаев/F"),
        ("Ахмедович", "ахмед/G"),  # a patronymic alone is what its bearer is called by
    ],
    "Turkic": [
        ("Ilham Heydər oğlu Əliyev", "ilham/G heydər/C əliyev/F"),
        ("Aliyev Ilham Heydar oglu", "aliyev/F ilham/G heydar/C"),
        ("Ahmed oğlu Mehmet", "ahmed/C mehmet/G"),  # the father first, as on village papers
        ("Ahmed oğlu Mehmet Yılmaz", "ahmed/C mehmet/G yılmaz/F"),
        ("Mehmet Emin Yılmaz", "mehmet/G emin/C yılmaz/F"),
        ("Karimov Sardor Rustam o‘g‘li", "karimov/F sardor/G rustam/C"),
    ],
    "Uyghur": [
        ("Abuduwaili Ayiti", "<waili/G ayiti/F"),  # Pinyin for Abd al-Wali, no kunya
        ("Abulizi Maimaiti", "abulizi/G maimaiti/F"),
        ("ئابدۇراھمان ئابلىز", "<راهمان/G يابليز/F"),
    ],
    "Kurdish": [("Mihemed Ehmed Xelîl", "mihemed/G ehmed/C xelîl/F"), ("محەممەد ئەحمەد", "محەممەد/G يەحمەد/F")],
    "Persian and Pashto": [
        ("محمد رضا پهلوی", "محمد/G رضا/C پهلوي/F"), ("عتیق الله وردک", "عتيق^/G وردك/F"), ("Gul Agha Sherzai", "gul/G agha/C sherzai/F"),
    ],
    "surname and comma": [
        ("AL-JUBURI, Omar Khalaf", "omar/G khalaf/C juburi/F"),
        ("AL-JUBURI, Omar, Khalaf", "omar/G khalaf/C juburi/F"),
        ("BIN LADIN, Omar", "omar/G ladin/F"),
        ("Al-Juburi,", "juburi/G"),
        (", Omar", "omar/G"),
        ("GARCÍA LÓPEZ, Juan", "juan/G garcía/C lópez/F"),
        ("ZHANG, Wei", "wei/G zhang/F"),
        ("الجبوري، عمر", "عمر/G جبوري/F"),
    ],
    "surname in capitals": [
        ("DUPONT Jean", "jean/G dupont/F"), ("DUPONT Jean Pierre M.", "jean/G pierre/C dupont/F"), ("Jean DUPONT", "jean/G dupont/F"),
        ("BEN ALI Mohamed", "mohamed/G ali/F"), ("AL-JUBURI Omar Khalaf", "omar/G khalaf/C juburi/F"), ("ЯШИН Иван", "иван/G яшин/F"),
        ("DUPONT JEAN", "dupont/G jean/F"), ("DUPONT jean", "dupont/G jean/F"), ("ALI Hassan KHALAF", "ali/G hassan/C khalaf/F"),
        ("SHEIKH Omar Khalaf", "omar/G khalaf/F"), ("DR Omar Khalaf", "omar/G khalaf/F"), ("MD Rahman", "md/G rahman/F"),
        ("ABU Omar al-Shishani", "=omar/K shishani/F"), ("ABDUL Rahman Khalaf", "<rahman/G khalaf/F"), ("DUPONT", "dupont/G"),
        ("ALI Hassan Khalaf", "hassan/G khalaf/C ali/F"), ("OMAR ALI Khalaf Boukrin", "omar/G ali/C khalaf/C boukrin/F"),
        ("ABU OMAR Khalaf", "=omar/K khalaf/G"),
    ],
    "Chinese and Korean": [
        ("Zhang Wei", "zhang/F wei/G"), ("Li Na", "li/F na/G"),
        ("王 小明", "王/F 小明/G"), ("王小明", "王/F 小明/G"), ("李白", "李/F 白/G"),
        ("김 철수", "김/F 철/G 수/C"), ("김정은", "김/F 정/G 은/C"),
        ("欧阳修", "欧阳/F 修/G"), ("남궁민수", "남궁/F 민/G 수/C"), ("안 철수", "안/F 철/G 수/C"),
        ("Kim Chol-su", "kim/F chol/G su/C"), ("Pak Il-Ho", "pak/F il/G ho/C"), ("RIM Yong Sik", "yong/G sik/C rim/F"),
        ("Kim, Chol-su", "chol/G su/C kim/F"),
        ("Jon Kim", "jon/G kim/F"), ("Kim Hassan", "kim/G hassan/F"), ("Rim Ahmad Ali", "rim/G ahmad/C ali/F"),
        ("il-Juburi Ahmad", "juburi/G ahmad/F"),  # an article where no Korean family name stands first
        ("安倍 晋三", "安倍/F 晋三/G"), ("小明 王", "小明/G 王/F"),
        ("王", "王/G"), ("穆罕默德·阿里", "穆罕默德/G 阿里/F"), ("王小明, A.", "王小明/F"),
    ],
    "Spanish": [("Juan García López", "juan/G garcía/C lópez/F"),
        ("María Fernanda Rodríguez Pérez", "maría/G fernanda/C rodríguez/C pérez/F")],
    "South Slavic": [
        ("Nusret Sulejman Imamović", "nusret/G sulejman/C imam/F"), ("Bajro Ikanovic", "bajro/G ikan/F"),
        ("Vladimir Vladimirovič Putin", "vladimir/G vladimir/C putin/F"),
    ],
    "titles and initials": [
        ("Dr. Ahmad Ali", "ahmad/G ali/F"), ("Hajji Mullah Umar", "umar/G"), ("الشيخ أحمد", "احمد/G"), ("Haji", "haji/G"),
        ("Omar al-Hajj", "omar/G hajj/F"), ("AL-HAJ, Omar", "omar/G haj/F"), ("SHEIKH, Omar Khalaf", "omar/G khalaf/C sheikh/F"),
        ("عمر خلف الشيخ", "عمر/G خلف/C شيخ/F"), ("الحاج عمر خلف", "عمر/G خلف/F"), ("Omar Alhaji", "omar/G haji/F"),
        ("Omar Haji", "omar/G"), ("al-Hajj", "hajj/G"), ("al-Hajj Omar", "omar/G"), ("Omar al-Hajj Khalaf", "omar/G khalaf/F"),
        ("HAJI KHALAF, Omar", "omar/G khalaf/F"), ("Omar Ould Cheikh", "omar/G cheikh/C"), ("Omar bin Sheikh Khalaf", "omar/G khalaf/F"),
        ("Omar Albay", "omar/G"), ("Maj. Omar Khalaf", "omar/G khalaf/F"), ("Lt. Col. Omar Khalaf", "omar/G khalaf/F"),
        ("майор Умар Халаф", "умар/G халаф/F"),
        ("Amir Khan", "amir/G khan/F"),
        ("Omar K. Juburi", "omar/G juburi/F"), ("A. B. Khan", "khan/F"), ("Khan A.", "khan/F"), ("J. R.", "j/G r/F"),
        ("KHAN, A.", "khan/F"), ("A. Abu Omar", "=omar/K"),
        ("Ayatollah Omar Khalaf", "omar/G khalaf/F"), ("آية الله عمر خلف", "عمر/G خلف/F"), ("حجة الإسلام عمر خلف", "عمر/G خلف/F"),
        ("Lt-Col Omar Khalaf", "omar/G khalaf/F"), ("Haj-Ali Khalaf", "ali/G khalaf/F"), ("TSAI, Ing-wen", "ing/G wen/C tsai/F"),
        ("HUANG, Wang-gen", "wang/G gen/C huang/F"), ("CORONEL VILLAREAL, Ignacio", "ignacio/G coronel/C villareal/F"),
        ("Grand Ayatollah Omar", "omar/G"), ("Prime Minister Omar Khalaf", "omar/G khalaf/F"), ("Omar Grand", "omar/G grand/F"),
    ],
    "the family name twice": [
        ("KHALAF, Omar Yunus Khalaf", "omar/G yunus/C khalaf/F"), ("AL-HARBI, Omar al-Harbi", "omar/G harbi/F"),
        ("DUPONT Jean Dupont", "jean/G dupont/F"), ("OMAR, Abu Omar", "=omar/K omar/G"), ("KHALAF, Khalaf", "khalaf/G khalaf/F"),
        ("MATA MATA, Omar", "omar/G mata/C mata/F"), ("Khalaf Omar Khalaf", "khalaf/G omar/C khalaf/F"),
    ],
    "other scripts": [
        ("Γιώργος Παπαδόπουλος", "γιώργος/G παπαδόπουλος/F"), ("יוסף כהן", "יוסף/G כהן/F"), ("გიორგი შვილი", "გიორგი/G შვილი/F"),
        ("হাসান আলী", "হাসান/G আলী/F"),
    ],
    "nothing to read": [("", ""), ("   ", ""), ("123 456", ""), ("😀😀", ""), ("\u200f\u200e", ""), (",", ""), ("\x00\x07", "")],
}  # fmt: skip
ROWS = [(what, text, found) for what, rows in READ.items() for text, found in rows]


@pytest.mark.parametrize(("what", "text", "found"), ROWS, ids=[f"{what}: {text!r}" for what, text, _ in ROWS])
def test_how_a_name_is_read(what: str, text: str, found: str) -> None:
    assert shown(text) == found, what


PARTS = ["Salim", "Khalaf", "Qahtan", "Yunus", "Zubayr", "Farhad", "Mithqal", "Ghaylan", "Idris", "Hamdan"]


@pytest.mark.parametrize("count", range(1, 11))
def test_names_of_any_length(count: int) -> None:
    roles = [token.role for token in read(" ".join(PARTS[:count])).tokens]
    assert len(roles) == min(count, MAX_PARTS)
    assert roles[0] is Role.GIVEN
    if 1 < count <= MAX_PARTS:
        assert roles[-1] is Role.FAMILY
        assert set(roles[1:-1]) <= {Role.CHAIN}


@given(st.lists(st.sampled_from(PARTS), min_size=1, max_size=MAX_PARTS, unique=True))
def test_a_comma_says_the_same_as_the_usual_order(parts: list[str]) -> None:
    *given_names, family = parts
    if given_names:
        assert read(f"{family}, {' '.join(given_names)}").tokens == read(" ".join(parts)).tokens


@settings(deadline=None)
@given(st.text(max_size=120))
def test_any_text_is_read_into_parts_that_can_be_compared(text: str) -> None:
    reading = read(text)
    assert len(reading.tokens) <= MAX_PARTS
    for token in reading.tokens:
        code, _ = code_of(token.key)
        assert len(code) <= MAX_CODE
        assert set(code) <= set(ALPHABET)
    assert sum(token.role is Role.GIVEN for token in reading.tokens) <= 1
    assert sum(token.role is Role.FAMILY for token in reading.tokens) <= 1


MARKS = st.sampled_from(
    ["\u200f", "\u200e", "\u202b", "\u202c", "\ufeff", "\u2067", "\u2069", "\u00ad", "'", "ـ", "\u064e"]
)


@given(
    st.sampled_from([text for _, text, _ in ROWS if text.strip(", ")]),
    st.lists(st.tuples(st.integers(0, 40), MARKS), max_size=5),
)
def test_marks_that_are_not_seen_change_nothing(text: str, marks: list[tuple[int, str]]) -> None:
    changed = text
    for place, mark in marks:
        changed = changed[: place % (len(changed) + 1)] + mark + changed[place % (len(changed) + 1) :]
    assert read(changed).tokens == read(text).tokens


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("AL-JUBURI, Omar", "the part before the comma is the family name"),
        ("DUPONT Jean", "what stands first in capitals, the rest not, is the family name"),
        ("Omar bin Khalaf", "bin, ibn, bint: the next part is the father's"),
        ("Abd al-Rahman", "Abd al-: one name with what follows"),
        ("Nur al-Din", "al-Din: one name with what stands before"),
        ("Habibullah", "-ullah: one name with what stands before"),
        ("Abu Omar", "Abu, Umm: a kunya"),
        ("Магомед Ахмедович", "-ovich, -ovna: a father's name"),
        ("Ilham Heydar oglu", "oglu, qizi, uly: the part before is the father's"),
        ("Dr. Ahmad", "titles are left aside"),
        ("Ahmad al-Hajj", "a title before the comma, or behind a name with the article, is the family name"),
        ("Karimzade", "-zade, -oğlu: a family ending"),
        ("Zhang Wei", "a family name of a kind that stands first"),
        ("王小明", "a family name of a kind that stands first"),
        ("Магомедов Магомед Ахмедович", "the patronymic stands last: the family name is the first part"),
        ("Abu Omar al-Shishani", "a kunya and one word that is no known given name: the word is the nisba"),
        ("J. R. Smith", "initials and one word: the word is the family name"),
    ],
)
def test_a_rule_is_told_in_words(text: str, rule: str) -> None:
    assert rule in read(text).rules
    assert len(set(read(text).rules)) == len(read(text).rules)


@pytest.mark.parametrize(
    "text",
    ["abu " * 25_000, "abd " * 25_000, "a " * 50_000, "x" * 100_000, "ا" * 100_000, "oglu " * 20_000, "al " * 30_000, "Ali, " * 20_000,
     "bin " * 25_000, "'" * 100_000, "\u0301" * 100_000, "Ab-" * 30_000, "ович" * 20_000, "a" * 50_000 + "llah" * 10_000,
     "ABU " * 25_000 + "OMAR Xyz", "OMAR " * 25_000 + "Xyz", "OMAR-" * 25_000 + "A Xyz", "OMAR Xyz " + "Abu " * 25_000],
    ids=lambda text: text[:6],
)  # fmt: skip
def test_a_very_long_text_is_read_at_once(text: str) -> None:
    started = time.process_time()
    assert len(read(text).tokens) <= MAX_PARTS
    assert time.process_time() - started < 2


WORDS = (
    "OMAR KHALAF M. Omar Khalaf Nur Rahman Salah Hamid al el ash Shammari Din din-Allah Abd Abdul abu Umm bin bint oglu Magomedov "
    "Ahmedovich Zhang Wei Li zade Dr Hajji J. Abdulaziz Atiqullah Shamsuddin Abubakar ullah Deen an At Ra'd 12 王 李 "
    "Prime Minister Grand Ayatollah Vice Ahmadjan Abouzid Abulabbas Abubakary "
    "آية حجة الإسلام عبد الله الرحمن ابو بكر بن ولد نور الدين الجبوري أمّ ал Ахмед Абу улы"
)


@given(st.lists(st.tuples(st.sampled_from(WORDS.split()), st.sampled_from(" -")), max_size=MAX_PARTS))
@settings(max_examples=400)
def test_a_name_read_stretch_by_stretch_is_what_it_is_as_a_whole(words: list[tuple[str, str]]) -> None:
    text = "".join(word + between for word, between in words)
    assert read(text) == as_a_whole(text)


def test_a_known_name_is_found_under_its_key_and_a_stranger_is_not() -> None:
    assert lexemes_of("muhammad")
    assert lexemes_of(read("عبد الرحمن").tokens[0].key) == lexemes_of(read("Abdurrahman").tokens[0].key)
    assert lexemes_of("zzyzx") == ()


@pytest.mark.parametrize("dear", ["ahmadjan", "ahmaddzhan", "ахмаджан", "ахмаджон", "احمدجان"])
def test_who_is_called_dear_bears_the_name_without_it_too(dear: str) -> None:
    assert set(lexemes_of("ahmad")) <= set(lexemes_of(dear))


@pytest.mark.parametrize("word", ["jan", "erjan", "marjan", "zzyzxjan", "جان", "juburijan"])
def test_nobody_is_dear_who_bears_no_given_name(word: str) -> None:
    assert lexemes_of(word) == known_keys().get(word, ())


@pytest.mark.parametrize(
    ("key", "sex"),
    [("karim", 1), ("karima", 2), ("كريم", 1), ("كريمه", 2), ("<rahman", 1), ("nur", 0), ("alex", 0),
     ("chris", 0), ("khalidi", 0), ("zzyzx", 0)],
)  # fmt: skip
def test_who_bears_a_name_is_known_where_only_men_or_only_women_do(key: str, sex: int) -> None:
    assert sex_of(key) == sex


def test_the_marks_of_a_compound_are_part_of_its_code() -> None:
    assert [code_of(key)[0] for key in ("<rahman", "nur>", "atiq^", "=<rahman", "karim~")] == [
        "<rahman",
        "nur>",
        "0atiq^",
        "=<rahman",
        "karim~",
    ]
    assert len(code_of("=" + "bcdfg" * 9 + ">")[0]) == MAX_CODE
