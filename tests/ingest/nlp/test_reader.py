"""The shipped model on small texts: claims come out, with exact offsets, and no text is too odd."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.nlp.pipeline import build
from ingest.nlp.read import Reader
from ingest.nlp.reader.files import SHIPPED, version_of
from ingest.nlp.reader.runtime import Runtime
from ingest.nlp.state import MENTIONS
from schemas.convert import from_record
from schemas.errors import DataError
from schemas.model import Article, ArticleRecord, Status


def article(text: str, *, title: str = "", lang: str = "en", id_: str = "a") -> Article:
    return Article(id=id_, title=title, text=text, lang=lang, published=date(2025, 6, 18))


def said(record: ArticleRecord) -> set[tuple[str, str, str]]:
    names = {entity.id: entity.name for entity in record.entities}
    return {(names[claim.subject], claim.relation, names[claim.object]) for claim in record.claims}


def check(record: ArticleRecord) -> None:
    """What holds for every record, whatever the text."""
    body = record.article.body
    entities = {entity.id for entity in record.entities}
    assert len(entities) == len(record.entities)
    for entity in record.entities:
        assert entity.mentions
        assert all(body[one.start : one.end] == one.text for one in entity.mentions)
        assert set(entity.aliases) == {one.text for one in entity.mentions}
        assert entity.name in entity.aliases
    for claim in record.claims:
        assert body[claim.quote.start : claim.quote.end] == claim.quote.text != ""
        assert {claim.subject, claim.object} <= entities
        assert claim.subject != claim.object
        assert 0 < claim.confidence <= 1


CASES = [
    ("en", "Nvidia has invested 500 million dollars in Wayve, a London startup.", "Nvidia", "INVESTED_IN", "Wayve"),
    ("en", "Salesforce has acquired Convergence, it said on Monday.", "Salesforce", "ACQUIRED", "Convergence"),
    ("en", "Mira Murati, chief executive of Halden Labs, welcomed it.", "Mira Murati", "HOLDS_ROLE", "Halden Labs"),
    ("en", "Getty Images sued Stability AI in a London court.", "Getty Images", "SUED", "Stability AI"),
    ("fr", "Bpifrance a investi 20 millions d'euros dans Pigment.", "Bpifrance", "INVESTED_IN", "Pigment"),
    ("fr", "Arthur Mensch, directeur général de Mistral AI, l'a dit.", "Arthur Mensch", "HOLDS_ROLE", "Mistral AI"),
    ("fr", "Pigment a été fondée par Éléonore Crespo en 2019.", "Éléonore Crespo", "FOUNDED", "Pigment"),
    ("fr", "Le groupe Dassault Systèmes a racheté Outscale.", "Dassault Systèmes", "ACQUIRED", "Outscale"),
]


@pytest.mark.parametrize(("lang", "text", "subject", "relation", "object_"), CASES)
def test_a_sentence_gives_a_claim(
    reader: Reader, lang: str, text: str, subject: str, relation: str, object_: str
) -> None:
    record = reader.read(article(text, lang=lang, title="Tech news"))
    check(record)
    assert (subject, relation, object_) in said(record)
    claim = next(one for one in record.claims if one.relation == relation)
    assert claim.quote.text == text
    assert claim.scope == "sentence"
    assert record.made_by == reader.version


def test_elided_and_possessive_names(reader: Reader) -> None:
    text = "Selon le patron d'OpenAI, l'accord avec Nvidia tient. C'est l’avis d’Anthropic."
    record = reader.read(article(text, lang="fr"))
    check(record)
    assert {"OpenAI", "Nvidia", "Anthropic"} <= {entity.name for entity in record.entities}


def test_a_former_post_is_over(reader: Reader) -> None:
    record = reader.read(article("Jane Holloway, former chief executive of Corvid Systems, has died.", title="News"))
    assert [claim.status for claim in record.claims if claim.relation == "HOLDS_ROLE"] == [Status.ENDED]


def test_names_far_apart_in_a_long_text_are_joined_over_windows(reader: Reader) -> None:
    filler = "The weather was mild and nothing of note was decided that day. " * 60
    record = reader.read(article(f"Corvid Systems opened. {filler}Corvid Systems closed. Corvid hires again."))
    check(record)
    (entity,) = [one for one in record.entities if one.name == "Corvid Systems"]
    assert len(entity.mentions) == 3


def test_the_same_text_is_read_alike_in_any_company(reader: Reader) -> None:
    articles = [article(text, lang=lang, id_=str(at)) for at, (lang, text, *_) in enumerate(CASES)]
    together = list(reader.read_many(articles, batch=3))
    assert [record.article.id for record in together] == [one.id for one in articles]
    assert [reader.read(one) for one in articles] == together


@settings(max_examples=25)
@given(st.text(max_size=300), st.text(max_size=40), st.sampled_from(["en", "fr", "de"]))
def test_any_text_is_read(reader: Reader, text: str, title: str, lang: str) -> None:
    check(reader.read(article(text, title=title, lang=lang)))


NAMES = st.sampled_from(
    ["OpenAI", "Scale AI", "Meta", "M. Wang", "d’Anthropic", "Éléonore Crespo", "L'Oréal", "\n", "…", "🦜"]
)
WORDS = st.sampled_from(["invested in", "a racheté", "and", ",", "de", "sued", "former CEO of", "«", "»", ". ", "49 %"])


@settings(max_examples=25)
@given(st.lists(st.tuples(NAMES, WORDS), max_size=25), st.sampled_from(["", " ", "\u00a0"]))
def test_any_string_of_names_is_read(reader: Reader, parts: list[tuple[str, str]], blank: str) -> None:
    check(reader.read(article(blank.join(part for pair in parts for part in pair))))


def test_an_endless_text_is_cut_and_says_so() -> None:
    record = Reader(threads=1, longest=2_000).read(article("OpenAI bought it. " * 5_000))
    check(record)
    assert any("first 2000 of 90001 characters" in note for note in record.notes)
    assert all(mention.end <= 2_000 for entity in record.entities for mention in entity.mentions)


def test_hundreds_of_names_are_bounded_and_say_so() -> None:
    few = Reader(threads=1, settings={"entente_claims": {"max_pairs": 500}})
    names = [f"{chr(65 + at % 26)}{'aeiou'[at // 26 % 5]}{'bdklmnrst'[at % 9]}ora Systems" for at in range(150)]
    record = few.read(article("The fair was visited by " + ", ".join(dict.fromkeys(names)) + "."))
    check(record)
    assert len(record.entities) > 50
    assert any("pairs of entities far from each other" in note for note in record.notes)


def test_the_gold_shape_has_every_field(reader: Reader) -> None:
    shape = from_record(reader.read(article(CASES[0][1])))
    article_fields = "id lang url publisher published title text"
    assert set(shape) == {*article_fields.split(), "entities", "claims", "made_by"}
    assert set(shape["entities"][0]) == {"id", "type", "kind", "name", "aliases"}
    fields = "subject relation object title role event status modality amount stake_percent date attributed_to scope"
    assert set(shape["claims"][0]) == {*fields.split(), "evidence", "optional", "confidence"}


def test_the_document_carries_what_was_read() -> None:
    nlp = build("en", threads=1)
    doc = nlp(CASES[0][1])
    assert {span.text for span in doc.ents} == {"Nvidia", "Wayve", "London"} & {span.text for span in doc.ents} | {
        "Nvidia",
        "Wayve",
    }
    assert [span.label_ for span in doc.spans[MENTIONS]][:2] == ["Organization", "Organization"]
    assert doc._.claims[0].relation == CASES[0][3]
    assert doc._.reading is None
    assert [sentence.text for sentence in doc.sents] == [CASES[0][1]]


def test_the_version_is_that_of_the_files() -> None:
    assert Runtime(threads=1).version == version_of(SHIPPED)


def test_a_folder_without_a_model_is_an_error(tmp_path: object) -> None:
    with pytest.raises(DataError, match="incomplete"):
        Reader(model=tmp_path)  # type: ignore[arg-type]
