"""From names in an article to entities of the graph: by the table, else by the fullest name; in doubt two stay two."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from ingest.resolve import identify, resolved
from ingest.resolve.identity import is_acronym
from schemas import aliases
from schemas.aliases import AliasTable
from schemas.model import Article, ArticleEntity, ArticleRecord, EntityType

ORG, PERSON = EntityType.ORGANIZATION, EntityType.PERSON
TABLE = """
organizations:
  - {name: Northwind AI, kind: company, aliases: [Northwind Labs, NWX, {name: Northwind, context: true}], source: test}
people:
  - {name: Ada Vane, aliases: [A. B. Vane], source: test}
"""


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> AliasTable:
    path: Path = tmp_path_factory.mktemp("aliases") / "own.yaml"
    path.write_text(TABLE, encoding="utf-8")
    return aliases.load(path)


def record(*entities: ArticleEntity, id: str = "a1") -> ArticleRecord:
    return ArticleRecord(Article(id, "", "text", "en"), entities, (), "test")


def entity(name: str, *others: str, type: EntityType = ORG, id: str = "e1") -> ArticleEntity:
    return ArticleEntity(id, type, name, aliases=(name, *others))


def one(given: ArticleEntity, table: AliasTable, *, curated: bool = False) -> str:
    ((_, id_),) = identify(record(given), table, curated=curated)
    return id_


@pytest.mark.parametrize("name", ["Northwind AI", "Northwind Labs", "northwind labs Inc.", "NWX"])
def test_a_name_of_the_table_is_its_entry(name: str, table: AliasTable) -> None:
    assert one(entity(name), table) == "o:northwind-ai"


def test_a_name_that_is_not_there_is_folded(table: AliasTable) -> None:
    assert one(entity("Société Brisac S.A."), table) == "o:societe-brisac"
    assert one(entity("Brisac"), table) == one(entity("BRISAC SA"), table) == "o:brisac"


def test_a_type_keeps_names_apart(table: AliasTable) -> None:
    assert one(entity("Ada Vane", type=PERSON), table) == "p:ada-vane"
    assert one(entity("Ada Vane"), table) == "o:ada-vane"


def test_a_short_form_of_another_name_does_not_identify(table: AliasTable) -> None:
    assert one(entity("Northwind Computing", "NWX"), table) == "o:northwind-computing"
    assert one(entity("Northwind Holdings of Ohio", "Northwind Labs"), table) == "o:northwind-holdings-of-ohio"


def test_an_acronym_of_the_fullest_name_does(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(
        "organizations: [{name: Sable Works, kind: company, aliases: [OTG], source: test}]", encoding="utf-8"
    )
    own = aliases.load(path)
    assert one(entity("Office of Tidal Generation", "OTG"), own) == "o:sable-works"


def test_a_common_word_counts_beside_the_full_name_only(table: AliasTable) -> None:
    alone = entity("Northwind")
    assert one(alone, table) == "o:northwind"
    beside = record(alone, entity("Northwind AI", id="e2"))
    assert identify(beside, table) == (("e1", "o:northwind-ai"), ("e2", "o:northwind-ai"))


@pytest.mark.parametrize("name", ["Martin", "M. Martin", "martin"])
def test_a_person_known_by_one_word_stays_in_the_article(name: str, table: AliasTable) -> None:
    here = identify(record(entity(name, type=PERSON), id="a1"), table)
    there = identify(record(entity(name, type=PERSON), id="a2"), table)
    assert here != there
    assert here[0][1].endswith("martin@a1")


def test_people_who_curate_know_whom_they_mean(table: AliasTable) -> None:
    assert one(entity("Martin", type=PERSON), table, curated=True) == "p:martin"


def test_a_full_name_is_one_person_everywhere(table: AliasTable) -> None:
    assert one(entity("Rosa Martin", "Martin", type=PERSON), table) == "p:rosa-martin"


def test_the_order_of_entities_and_aliases_does_not_matter(table: AliasTable) -> None:
    entities = [
        entity("Northwind", id="e1"),
        entity("Northwind AI", "NWX", "Northwind", id="e2"),
        entity("Vane", type=PERSON, id="e3"),
        entity("Ada Vane", "Vane", type=PERSON, id="e4"),
    ]
    expected = dict(identify(record(*entities), table))
    for seed in range(10):
        shuffled = random.Random(seed).sample(entities, len(entities))
        assert dict(identify(record(*shuffled), table)) == expected


def test_a_record_gets_its_identity(table: AliasTable) -> None:
    assert resolved(record(entity("Brisac")), table).identity == (("e1", "o:brisac"),)


@pytest.mark.parametrize(
    ("short", "full", "is_one"),
    [
        ("IBM", "International Business Machines", True),
        ("AWS", "Amazon Web Services", True),
        ("OTG", "Office of Tidal Generation", True),
        ("OOTG", "Office of Tidal Generation", True),
        ("Scale", "Scale AI", False),
        ("Ibm", "International Business Machines", False),
        ("I", "International", False),
        ("IB", "International Business Machines", False),
    ],
)
def test_acronyms(short: str, full: str, is_one: bool) -> None:
    assert is_acronym(short, full) is is_one
