# ruff: noqa: E501
"""French and English are told apart and from all others, once for each document."""

from __future__ import annotations

import pytest

from ingest.language import decide
from ingest.sources.base import Refused

EN = "Meta has bought a stake in Scale AI, whose founder is to join the company, people close to the deal said."
FR = (
    "Meta a pris une participation dans Scale AI, dont le fondateur rejoint l'entreprise, selon des proches du dossier."
)
OTHERS = {
    "de": "Meta hat Anteile an Scale AI übernommen. Der Gründer wechselt zu Meta, wie das Unternehmen am Donnerstag mitteilte.",
    "es": "Meta ha comprado una parte de Scale AI, cuyo fundador se incorpora a la empresa, y OpenAI busca otros proveedores.",
    "it": "Meta ha acquistato il 49 % di Scale AI, il cui fondatore passa a Meta. I rivali della società cercano altri fornitori.",
    "pt": "A Meta comprou 49% da Scale AI, cujo fundador vai para a empresa. Os rivais procuram agora outros fornecedores.",
    "nl": "Meta heeft 49 procent van Scale AI gekocht. De oprichter stapt over, en rivalen zoeken nu andere leveranciers.",
    "ca": "Meta ha comprat el 49 % de Scale AI, el fundador de la qual s'incorpora a l'empresa. Els rivals n'eren clients.",
    "ro": "Meta a cumpărat 49% din Scale AI, al cărei fondator se alătură companiei. Rivalele erau clienți ai firmei.",
    "sv": "Meta har köpt 49 procent av Scale AI, vars grundare går över till bolaget. Rivaler söker nu andra leverantörer.",
    "pl": "Meta kupiła 49 procent udziałów w Scale AI, a jej założyciel przechodzi do firmy. Rywale szukają dostawców.",
    "ru": "Компания Meta купила 49 % Scale AI, основатель которой переходит в Meta. Конкуренты ищут других поставщиков.",
    "zh": "Meta 收购了 Scale AI 百分之四十九的股份,其创始人将加入 Meta,竞争对手正在寻找其他供应商。",
    "ar": "اشترت شركة ميتا تسعة وأربعين في المئة من شركة سكيل، وينضم مؤسسها إلى الشركة.",
}


@pytest.mark.parametrize(("text", "lang"), [(EN, "en"), (FR, "fr")])
@pytest.mark.parametrize("declared", [None, "", "en", "fr", "de", "FR-fr", "English"])
def test_the_text_decides(text: str, lang: str, declared: str | None) -> None:
    assert decide("", text, declared=declared).lang == lang


def test_a_text_that_is_not_what_it_was_declared_as_is_noted() -> None:
    assert decide("", FR, declared="en").notes == ("read as French, declared as en",)
    assert decide("", FR, declared="fr-FR").notes == ()


@pytest.mark.parametrize("lang", OTHERS)
@pytest.mark.parametrize("declared", [None, "fr", "en"])
def test_another_language_is_told(lang: str, declared: str | None) -> None:
    with pytest.raises(Refused, match=rf"neither English nor French: the text is in \w+ \({lang}\)"):
        decide("", OTHERS[lang], declared=declared)


def test_the_declaration_decides_where_the_text_does_not() -> None:
    assert decide("OpenAI", "Scale AI", declared="fr").lang == "fr"
    assert decide("OpenAI", "Scale AI", declared="en").lang == "en"
    assert decide("Figure drops OpenAI", "Figure.").notes == ("too short to be sure of its language: read as English",)
    with pytest.raises(Refused, match="declared as de"):
        decide("OpenAI", "Scale AI", declared="de")


def test_french_that_quotes_english_is_french() -> None:
    quoting = (
        f"{FR} « This is a great day for the whole company », a dit le patron, qui avait fondé la société en 2016."
    )
    assert decide("", quoting).lang == "fr"
