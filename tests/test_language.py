"""Whether an article can be read: another language is said so and not tagged; letters that were misread are named."""

from __future__ import annotations

import pytest

from analystkit.codebook import Codebook
from analystkit.english import segment, tag
from analystkit.records import Article, Tags
from analystkit.wording import not_read

ENGLISH = (
    "Three boats left Port Vale on Monday after the harbour master of Nordia had opened the gates again. Nobody was hurt, she said, and "
    "the last of the boats returned before the night fell. The council is to meet on Friday and will hear what the crews have to say. "
)
FRENCH = (
    "Trois bateaux ont quitté le port lundi après que la capitaine du port a rouvert les portes. Personne n'a été blessé, a-t-elle dit, "
    "et le dernier des bateaux est revenu avant la nuit. Le conseil se réunira vendredi pour entendre ce que les équipages ont à dire. "
)
GERMAN = (
    "Drei Boote haben am Montag den Hafen verlassen, nachdem die Hafenmeisterin die Tore wieder geöffnet hatte. Niemand wurde verletzt, "
    "sagte sie, und das letzte der Boote kam vor der Nacht zurück. Der Rat tritt am Freitag zusammen und hört die Mannschaften an. "
)
SPANISH = (
    "Tres barcos salieron del puerto el lunes después de que la capitana abriera de nuevo las puertas. Nadie resultó herido, dijo ella, "
    "y el último de los barcos regresó antes de la noche. El consejo se reunirá el viernes para escuchar a las tripulaciones del puerto. "
)
DUTCH = (
    "Drie boten verlieten maandag de haven nadat de havenmeester de poorten weer had geopend. Niemand raakte gewond, zei ze, en de "
    "laatste van de boten keerde terug voor de nacht viel. De raad komt vrijdag bijeen en wil horen wat de bemanningen te zeggen hebben. "
)
RUSSIAN = (
    "Три лодки покинули порт в понедельник после того, как начальница порта снова открыла ворота. Никто не пострадал, сказала она, и "
    "последняя из лодок вернулась до наступления ночи. Совет соберётся в пятницу и выслушает экипажи, которые просили о помощи. "
)
ARABIC = (
    "غادرت ثلاثة قوارب الميناء يوم الاثنين بعد أن فتحت مديرة الميناء البوابات من جديد وقالت إن أحدا لم يصب بأذى "
    "وعاد آخر القوارب قبل الليل. "
) * 3
CHINESE = "周一，港口负责人再次打开闸门后，三艘船离开了港口。她说没有人受伤，最后一艘船在入夜前返回。理事会将于周五开会听取船员的意见。" * 6
TURKISH = (
    "Üç tekne, liman müdürünün kapıları yeniden açmasının ardından pazartesi günü limandan ayrıldı. Kimsenin yaralanmadığını söyledi, "
    "teknelerin sonuncusu gece çökmeden döndü. Meclis cuma günü toplanacak ve mürettebatın söyleyeceklerini dinleyecek, dedi yetkili. "
)


def read(text: str) -> Tags:
    return tag(segment(Article("a", text), Codebook()), Codebook())


def doubts(text: str) -> list[str]:
    return [what for _, _, what, _ in read(text).problems if what.startswith(("language", "encoding"))]


NAMED = {
    "Arabic": "ar", "Bengali": "bn", "German": "de", "Greek": "el", "Spanish": "es", "Persian": "fa", "French": "fr", "Hebrew": "he",
    "Hindi": "hi", "Indonesian": "id", "Italian": "it", "Japanese": "ja", "Korean": "ko", "Kurdish": "ku", "Dutch": "nl", "Polish": "pl",
    "Pashto": "ps", "Portuguese": "pt", "Romanian": "ro", "Russian": "ru", "Somali": "so", "Swedish": "sv", "Swahili": "sw",
    "Turkish": "tr", "Ukrainian": "uk", "Urdu": "ur", "Vietnamese": "vi", "Chinese": "zh",
}  # fmt: skip


@pytest.mark.parametrize("language", NAMED)
def test_a_language_is_called_by_its_name(language: str) -> None:
    assert not_read({"a1": NAMED[language]}, 2) == f"1 of 2 articles was not read, for it is not in English: {language} 1"


@pytest.mark.parametrize(
    "text", [FRENCH * 2, GERMAN * 2, SPANISH * 2, DUTCH * 2, RUSSIAN * 2, ARABIC, CHINESE, TURKISH * 2, f"{ENGLISH}\n\n{FRENCH * 4}"]
)
def test_another_language_is_named_and_not_tagged(text: str) -> None:
    found = read(text)
    assert [what for _, _, what, _ in found.problems] == ["language: not English"]
    assert found == Tags(problems=found.problems)


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH,
        FRENCH[:95],  # too short to judge
        ENGLISH.upper(),
        f"{ENGLISH}\n\nShe said: “{FRENCH}”",
        f"{ENGLISH}{ENGLISH}\n\n“{GERMAN * 3}” the mayor wrote. It was read on Monday.",
        f"{ENGLISH}{ENGLISH}\n\n{RUSSIAN}",
        f"{ENGLISH}\n\nLe Monde, Die Zeit, El País and La Repubblica reported on it.",
        "Vale 3, Sudport 1. Tessaly 2, Ormund 2. Ekborg 0, Dahra 4.",
        "On Monday, three boats left Port Vale.",
        "",
    ],
)
def test_english_is_read(text: str) -> None:
    assert doubts(text) == []


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("They said: donâ€™t go, and they didnâ€™t.", 2),
        ("â€œWe left,â€\x9d she said.", 2),
        ("The cafÃ© of JosÃ© was shut.", 2),
        ("It cost Â£5 and then Â£7.", 2),
        ("The boats â€“ all three â€“ left.", 2),
        ("Donâ\x80\x99t, they said, and didnâ\x80\x99t.", 2),
        ("Ð¿Ð¾Ñ€Ñ‚, they said.", 4),
        ("The ErdoÄŸan bridge in Ä°zmir was shut.", 2),
        ("The caf\ufffd was shut.", 1),
        ("The boatsâ€¦ left, it saidâ€¦ on Monday.", 2),
    ],
)
def test_misread_letters_are_counted(text: str, letters: int) -> None:
    assert doubts(text) == [f"encoding: {letters} letter{'s were' if letters > 1 else ' was'} misread"]


@pytest.mark.parametrize(
    "text",
    [
        "Don’t go, they said, and “we didn’t”.",
        "The café of José in São Tomé – shut… cost £5 and €7.",
        "“SÃO PAULO” and “MAÇÔ were on the list, and so was “JOÃO”.",
        "Er sagte »Spaß« und »Ruß«, and left.",
        "She sang “O Ö” and “É”, then “Ü” and “Ó”.",
        "It was 20 °C ± 2 °C, © Vale Post ®.",
        "Его звали Иван, said Ann.",
        "The Â and the Ã are letters.",
        "He wrote «è» and «é» on the wall, “à”, “â”.",
        "Erdoğan, İzmir, Łódź, Kraków, Niš.",
    ],
)
def test_letters_that_are_as_they_were_written(text: str) -> None:
    assert doubts(text) == []
