from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.nlp.attributes import Attributes, ClaimContext, fill
from schemas import ontology
from schemas.model import Event, Modality, Money, Role, Status
from tests.ingest.nlp.attributes.conftest import Claim

POSTS = [
    ("en", "<s Ann Lee>, chief executive of <o Borealis Labs>, spoke to reporters.", "chief executive"),
    ("en", "<o Borealis Labs> CEO <s Ann Lee> spoke to <p Bo Nilsen>, a spokesman for <x Corvo>.", "CEO"),
    ("fr", "<s Anne Leroy>, directrice financière de <o Boréalis>, a parlé à la presse.", "directrice financière"),
    ("fr", "Le PDG de <o Boréalis>, <s Anne Leroy>, a salué <p Luc Morel>.", "PDG"),
]


@pytest.mark.parametrize(("lang", "marked", "title"), POSTS)
def test_title_of_the_one_who_holds_it(claim: Claim, lang: str, marked: str, title: str) -> None:
    filled = fill(claim(marked, "HOLDS_ROLE", lang=lang))
    assert (filled.title, filled.role) == (title, Role.EXECUTIVE)


@pytest.mark.parametrize(
    ("lang", "marked", "value"),
    [
        (
            "en",
            "<s Corvo> bought <o Borealis Labs> for $40 million in 2021. It had sales of $3 million.",
            Money(40e6, "USD"),
        ),
        ("fr", "<s Corvo> a racheté <o Boréalis> en 2021 pour 40 millions d’euros.", Money(40e6, "EUR")),
    ],
)
def test_price_and_year_of_a_purchase(claim: Claim, lang: str, marked: str, value: Money) -> None:
    filled = fill(claim(marked, "ACQUIRED", lang=lang))
    assert filled.amount == value
    assert filled.date
    assert filled.date.text == "2021"


@pytest.mark.parametrize(
    ("lang", "marked"),
    [
        ("en", "The fund <s Corvo>, which owns 12 per cent of <o Borealis Labs>, was not told."),
        ("fr", "Le fonds <s Corvo>, qui détient 12 % du capital de <o Boréalis>, n’en savait rien."),
    ],
)
def test_share_of_an_owner(claim: Claim, lang: str, marked: str) -> None:
    assert fill(claim(marked, "INVESTED_IN", lang=lang)).stake_percent == 12


@pytest.mark.parametrize(
    ("lang", "marked"),
    [
        ("en", "<s Corvo> could soon bid for <o Borealis Labs>, according to <x Morning Ledger>."),
        ("fr", "Selon <x Le Matin>, <s Corvo> envisagerait de racheter <o Boréalis>."),
    ],
)
def test_newspaper_behind_a_rumour(claim: Claim, lang: str, marked: str) -> None:
    given_ = claim(marked, "ACQUIRED", lang=lang, status=Status.PLANNED, modality=Modality.HEDGED)
    assert fill(given_).attributed_to == given_.names[given_.others[0]]


def test_nothing_said_nothing_filled(claim: Claim) -> None:
    assert fill(claim("<s Corvo> competes with <o Borealis Labs>.", "COMPETES_WITH")) == Attributes()


def test_only_what_the_relation_may_carry(claim: Claim) -> None:
    marked = "<s Ann Lee>, chief executive of <o Borealis Labs>, in which she put $5 million for 3 per cent in 2021."
    for name, relation in ontology.relations().items():
        filled = fill(claim(marked, name))
        given_ = {"title": filled.title, "role": filled.role, "amount": filled.amount, "stake": filled.stake_percent}
        assert {key for key, value in given_.items() if value is not None} <= relation.attributes


def test_role_of_the_model_stands(claim: Claim) -> None:
    context = claim("<s Ann Lee>, chief executive of <o Borealis Labs>, spoke.", "HOLDS_ROLE")
    model = ClaimContext(**{name: getattr(context, name) for name in context.__slots__} | {"role": Role.BOARD})
    assert fill(model).role == Role.BOARD


spans = st.tuples(st.integers(-5, 400), st.integers(-5, 400))


@settings(max_examples=60, deadline=None)
@given(
    st.text(st.sampled_from("ab. ,1$%€'’\n«»X-0") | st.characters(), max_size=300),
    st.sampled_from(["en", "fr", "de", ""]),
    st.none() | st.dates(),
    st.sampled_from(sorted(ontology.relations())),
    st.sampled_from(Status),
    st.sampled_from(Modality),
    st.none() | st.sampled_from(Event),
    st.lists(spans, max_size=4).map(lambda found: tuple(sorted(found))),
    spans,
)
def test_never_raises(
    body: str,
    lang: str,
    published: date | None,
    relation: str,
    status: Status,
    modality: Modality,
    event: Event | None,
    mentions: tuple[tuple[int, int], ...],
    quote: tuple[int, int],
) -> None:
    context = ClaimContext(
        body, lang, published, relation, status, modality, event, mentions, mentions[:1], quote, others=mentions[1:]
    )
    assert isinstance(fill(context), Attributes)


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("piece", ["a.", "1", "1,000.", "chief ", "in May ", "$1 million ", "\u00a0"])
def test_linear_time(piece: str, lang: str) -> None:
    def seconds(size: int) -> float:
        body = piece * (size // len(piece)) + str(size)  # never a text read before
        quote = (size // 2, size // 2 + 200)
        ends = ((size // 2, size // 2 + 1), (size // 2 + 2, size // 2 + 3))
        context = ClaimContext(
            body,
            lang,
            date(2025, 6, 25),
            "INVESTED_IN",
            Status.ACTIVE,
            Modality.ASSERTED,
            None,
            ends[:1],
            ends[1:],
            quote,
        )
        start = time.process_time()
        fill(context)
        return time.process_time() - start

    seconds(100)  # the patterns are compiled
    small = min(seconds(size) for size in (3_000, 3_002, 3_004))
    large = min(seconds(size) for size in (30_000, 30_020, 30_040))  # the least, as another process may get in between
    assert large <= 20 * small + 0.1
