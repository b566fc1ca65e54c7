from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.nlp.attributes.amount import amounts, figure
from ingest.nlp.attributes.text import plain
from schemas.model import Money

ENGLISH = [
    ("It paid $14.3 billion for half of it.", 14.3e9, "USD"),
    ("It paid US$1.5bn in cash.", 1.5e9, "USD"),
    ("It paid A$154 million.", 154e6, "AUD"),
    ("It paid 1.2bn euros.", 1.2e9, "EUR"),
    ("It put EUR 4.1 Mio. into the lab.", 4.1e6, "EUR"),
    ("The order is worth ₹340 crore.", 3.4e9, "INR"),
    ("The order is worth Rs 61 lakh.", 6.1e6, "INR"),
    ("a cheque of half a billion dollars", 0.5e9, "USD"),
    ("four million euros", 4e6, "EUR"),
    ("$1,500,000 in all", 1.5e6, "USD"),
    ("between $2 billion and $3 billion", 3e9, "USD"),
    ("$2-3 billion", 3e9, "USD"),
    ("$2 billion to $3 billion", 3e9, "USD"),
    ("up to 20 million pounds", 20e6, "GBP"),
    ("CHF12m", 12e6, "CHF"),
    ("SFr285mn", 285e6, "CHF"),
    ("5bn yuan", 5e9, "CNY"),
    ("2 trillion won", 2e12, "KRW"),
    ("Oslo's fund gave 40 million kroner.", 40e6, "NOK"),
    ("Copenhagen's fund gave 40 million kroner.", 40e6, "DKK"),
    ("In Karachi it cost 3 million rupees.", 3e6, "PKR"),
    ("In Casablanca it cost 3 million dirhams.", 3e6, "MAD"),
]
FRENCH = [
    ("pour 4,3 milliards d’euros", 4.3e9, "EUR"),
    ("pour 1,2 Md€", 1.2e9, "EUR"),
    ("pour 500 k€", 500e3, "EUR"),
    ("pour 3 M€", 3e6, "EUR"),
    ("pour 120 000 euros", 120e3, "EUR"),
    ("pour 120\u00a0000\u00a0euros", 120e3, "EUR"),
    ("pour 1\u202f500\u202f000 €", 1.5e6, "EUR"),
    ("pour 2 billions de yens", 2e12, "JPY"),
    ("pour 90 M$ US", 90e6, "USD"),
    ("pour 44 milliards de dollars", 44e9, "USD"),
    ("À Québec comme à Montréal, on parle de 6,4 M$", 6.4e6, "CAD"),
    ("pour 11 millions de francs suisses", 11e6, "CHF"),
    ("À Dakar, 3 milliards de francs CFA", 3e9, "XOF"),
    ("À Douala, 3 milliards de francs CFA", 3e9, "XAF"),
    ("pour 38 MDH", 38e6, "MAD"),
    ("pour un euro symbolique", 1.0, "EUR"),
    ("un demi-milliard d’euros", 0.5e9, "EUR"),
    ("de 2 à 3 millions d’euros", 3e6, "EUR"),
    ("entre 2 et 3 milliards de livres sterling", 3e9, "GBP"),
    ("elle offrait 44 milliards pour le tout", 44e9, "EUR"),
]
NONE = [
    ("It won 3 contracts and 1,500 employees.", "en"),
    ("It serves 4 million customers.", "en"),
    ("In 2024 it had 12 offices.", "en"),
    ("Elle compte 6 millions de factures.", "fr"),
    ("Un million d’abonnés en 2024.", "fr"),
]


@pytest.mark.parametrize(("text", "value", "currency"), ENGLISH)
def test_english(text: str, value: float, currency: str) -> None:
    assert [one.value for one in amounts(plain(text), "en")] == [Money(value, currency)]


@pytest.mark.parametrize(("text", "value", "currency"), FRENCH)
def test_french(text: str, value: float, currency: str) -> None:
    assert [one.value for one in amounts(plain(text), "fr")] == [Money(value, currency)]


@pytest.mark.parametrize(("text", "lang"), NONE)
def test_no_money(text: str, lang: str) -> None:
    assert amounts(plain(text), lang) == ()


def test_bare_amount_takes_the_currency_of_the_story() -> None:
    text = "Elle a levé 3 millions de livres sterling, puis 44 millions en juin."
    assert [one.value for one in amounts(text, "fr")] == [Money(3e6, "GBP"), Money(44e6, "GBP")]


@given(st.integers(1, 10**12 - 1), st.sampled_from([" ", "\u00a0", "\u202f"]))
def test_french_grouping_round_trip(value: int, blank: str) -> None:
    written = f"{value:,}".replace(",", blank)
    assert [one.value for one in amounts(plain(f"pour {written} euros."), "fr")] == [Money(value, "EUR")]


@given(st.integers(1, 10**12 - 1), st.sampled_from([("$", ""), ("US$", ""), ("", " dollars"), ("USD ", "")]))
def test_english_grouping_round_trip(value: int, signs: tuple[str, str]) -> None:
    text = f"for {signs[0]}{value:,}{signs[1]} in cash"
    assert [one.value for one in amounts(text, "en")] == [Money(value, "USD")]


@given(st.integers(1, 9999), st.sampled_from(["million", "m", "mn", "billion", "bn"]), st.sampled_from(["", " "]))
def test_english_magnitudes_round_trip(tenths: int, word: str, blank: str) -> None:
    unit = 1e9 if word[0] == "b" else 1e6
    found = amounts(f"worth €{tenths / 10:.1f}{blank}{word}.", "en")
    assert [one.value.currency for one in found] == ["EUR"]
    assert found[0].value.value == pytest.approx(tenths / 10 * unit)


@given(
    st.integers(1, 9999),
    st.sampled_from([("M€", 1e6), ("Md€", 1e9), ("millions d’euros", 1e6), ("milliards d'euros", 1e9)]),
)
def test_french_magnitudes_round_trip(tenths: int, unit: tuple[str, float]) -> None:
    written = f"{tenths / 10:.1f}".replace(".", ",")
    found = amounts(plain(f"soit {written} {unit[0]}."), "fr")
    assert [one.value.currency for one in found] == ["EUR"]
    assert found[0].value.value == pytest.approx(tenths / 10 * unit[1])


@given(st.text(), st.sampled_from(["en", "fr"]))
def test_any_text(text: str, lang: str) -> None:
    spans = [one.span for one in amounts(plain(text), lang)]
    assert spans == sorted(spans)
    assert all(0 <= start < end <= len(text) for start, end in spans)


@pytest.mark.parametrize(
    ("text", "lang", "value"),
    [
        ("1,234", "en", 1234),
        ("1.234", "en", 1.234),
        ("1,234", "fr", 1.234),
        ("1.234.567", "fr", 1234567),
        ("two", "en", 2),
    ],
)
def test_figure(text: str, lang: str, value: float) -> None:
    assert figure(text, lang) == value
