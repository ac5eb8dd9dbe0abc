"""How names of places are spelled: folding for comparison, and the words that say what kind of unit a name is."""

import re
import unicodedata

PROVINCE_WORDS = frozenset(
    {
        *("province", "provinces", "region", "state", "governorate"),
        *("oblast", "oblysy", "oblusu", "viloyati", "viloyat", "velayat", "welayat", "welayaty"),
        *("wilayat", "wilayah", "vilayat", "ostan"),
        *("ولایت", "ولایات", "استان", "صوبه"),
        *("область", "облысы", "облусу", "вилоят", "вилояти"),
    }
)
"""Words, folded, that mark a name as that of a first-level unit."""

PLACE_WORDS = frozenset(
    {
        *("district", "districts", "town", "city", "village", "agency", "tehsil", "subdivision"),
        *("woluswali", "wuleswali", "uluswali", "shahrestan", "rayon", "nohiya"),
        *("شهر", "ولسوالی", "ضلع", "تحصیل", "گاوں", "گاون", "روستای", "قریه"),
        *("город", "район", "ноҳияи"),
    }
)
"""Words, folded, that mark a name as that of a town, village or district."""

FILLERS = frozenset({"the", "of"})

LETTERS = str.maketrans(
    {
        **dict.fromkeys("يىےېۍ", "ی"),
        **dict.fromkeys("كڪ", "ک"),
        **dict.fromkeys("ةہھۂە", "ه"),
        **{
            "ګ": "گ",
            "ں": "ن",
            "ڼ": "ن",
            "ټ": "ت",
            "ٹ": "ت",
            "ډ": "د",
            "ڈ": "د",
            "ړ": "ر",
            "ڑ": "ر",
            "ږ": "ژ",
            "ښ": "ش",
        },
        **{"ı": "i", "ł": "l", "ø": "o"},
    }
)
"""Letters that Pashto, Urdu, Arabic keyboards and Turkic alphabets write differently for one name."""

APOSTROPHES = re.compile(r"['’‘ʻʼ`´ʹ′ʾʿ]")
NOT_WORD = re.compile(r"[\W_]+")
LINK = "i"
"""The Persian link between two words (Mazar-e Sharif, Mazar-i-Sharif, Dara-ye Suf) as it sounds."""

SOUNDS = (
    ("y", "i"),
    ("q", "k"),
    ("ph", "f"),
    ("tch|tsh", "ch"),
    ("dzh|dj|zh", "j"),
    ("[ou]+w?|aw(?![aeiou])|a[ou]", "u"),
    ("w", "v"),
    ("a?[ei]+", "i"),
    (r"(?<=[aiu])h\b", ""),
    (r"(\w)\1", r"\1"),
)
"""Rewritings, in order, of one sound that Latin transliterations of Persian, Pashto and Urdu spell in several ways."""


def normalise(name: str) -> str:
    """Fold a name for comparison: case, diacritics, apostrophes, hyphens and spaces no longer matter."""
    # Apostrophes first: some decompose into a space. Case after decomposing: styled letters fold only then.
    text = unicodedata.normalize("NFKD", APOSTROPHES.sub("", name)).casefold()
    text = unicodedata.normalize("NFKD", text).translate(LETTERS)
    text = "".join(letter for letter in text if not unicodedata.combining(letter))
    return NOT_WORD.sub(" ", APOSTROPHES.sub("", text)).strip()


def without(name: str, words: frozenset[str]) -> str:
    """Normalise a name and leave out some words, and "the" and "of" with them."""
    return " ".join(word for word in normalise(name).split() if word not in words | FILLERS)


def sound(name: str) -> str:
    """Reduce a name to how it sounds, so that two transliterations of one name become equal.

    Word boundaries, the Persian link and doubled letters go; vowels that transliterations exchange fall together.
    Consonants that tell names apart stay: Paktya and Paktika, Khost and Khash, Ghor and Ghorband remain different.
    """
    text = normalise(name)
    for spelled, spoken in SOUNDS:
        text = re.sub(spelled, spoken, text)
    first, *rest = text.split() or [""]
    return first + "".join(word for word in rest if word != LINK)
