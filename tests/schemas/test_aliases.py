"""The alias table: what ships, how names are looked up, and what a newsroom's own file may say."""

from collections import Counter
from pathlib import Path

import pytest

from schemas import aliases, data
from schemas.aliases import AliasTable
from schemas.errors import DataError
from schemas.model import EntityType, Kind
from schemas.names import entity_id, fold

ORG, PERSON = EntityType.ORGANIZATION, EntityType.PERSON


@pytest.fixture(scope="module")
def table() -> AliasTable:
    return aliases.load()


def own(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "newsroom.yaml"
    path.write_text(text, "utf-8")
    return path


def test_the_table_covers_the_industry(table: AliasTable) -> None:
    types = Counter(entry.type for entry in table)
    assert types[ORG] >= 350
    assert types[PERSON] >= 150
    assert {entry.kind for entry in table if entry.type is ORG} >= set(Kind) - {Kind.OTHER}
    assert all(entry.kind is None for entry in table if entry.type is PERSON)


def test_every_name_stands_for_one_entry_of_a_type(table: AliasTable) -> None:
    names = Counter((entry.type, fold(name)) for entry in table for name in (entry.name, *entry.aliases))
    assert [name for name, times in names.items() if times > 1] == []


def test_context_aliases_say_something_new(table: AliasTable) -> None:
    for entry in table:
        plain = {fold(name) for name in (entry.name, *entry.aliases)}
        assert not plain & {fold(name) for name in entry.context}, entry


def test_every_entry_has_a_source_and_the_id_of_its_name(table: AliasTable) -> None:
    for entry in table:
        assert entry.source.strip(), entry
        assert entry.id == entity_id(entry.type, entry.name)
        assert table.get(entry.id) is entry
    assert len({entry.id for entry in table}) == len(table)


def test_no_listed_entry_is_lost(table: AliasTable) -> None:
    assert sum(1 for _ in data.packaged(aliases.PACKAGED)) == len(table)


@pytest.mark.parametrize(
    ("type_", "name", "expected"),
    [
        (ORG, "OpenAI", "OpenAI"),
        (ORG, "Open AI", "OpenAI"),
        (ORG, "OpenAI, Inc.", "OpenAI"),
        (ORG, "Google", "Google"),
        (ORG, "Alphabet Inc.", "Alphabet"),
        (ORG, "Facebook", "Meta"),
        (ORG, "DeepMind", "Google DeepMind"),
        (ORG, "Twitter", "X (ex-Twitter)"),
        (ORG, "France Télécom", "Orange"),
        (ORG, "Orange", "Orange"),
        (ORG, "Orange Bank", "Orange Bank"),
        (ORG, "Commission européenne", "European Commission"),
        (ORG, "la Commission européenne", "European Commission"),
        (ORG, "ministere des armees", "Ministère des Armées"),
        (ORG, "AWS", "Amazon Web Services"),
        (ORG, "Inria", "Inria"),
        (PERSON, "Samuel Altman", "Sam Altman"),
        (PERSON, "Yann Le Cun", "Yann LeCun"),
        (PERSON, "Gael Varoquaux", "Gaël Varoquaux"),
    ],
)
def test_lookup(table: AliasTable, type_: EntityType, name: str, expected: str) -> None:
    entry = table.lookup(type_, name)
    assert entry is not None
    assert entry.name == expected


@pytest.mark.parametrize("name", ["Scale", "Mistral", "Together", "Notion", "Cursor", "X", "Apollo", "Commission"])
def test_common_words_stand_for_nobody_alone(table: AliasTable, name: str) -> None:
    assert table.lookup(ORG, name) is None
    assert table.in_context(ORG, name)


def test_names_of_one_type_are_not_those_of_another(table: AliasTable) -> None:
    assert table.lookup(PERSON, "OpenAI") is None
    assert table.lookup(ORG, "Sam Altman") is None
    assert table.lookup(ORG, "Nobody & Sons") is None
    assert table.in_context(ORG, "OpenAI") == ()


def test_the_packaged_table_is_read_once() -> None:
    assert aliases.load() is aliases.load()


def test_a_newsroom_adds_and_replaces(tmp_path: Path, table: AliasTable) -> None:
    path = own(
        tmp_path,
        """
        organizations:
          - {name: Entente Samples, kind: media, aliases: [ES Journal, {name: Samples, context: true}], source: ours}
          - {name: OpenAI, kind: nonprofit, aliases: [OAI], source: ours}
        people:
          - {name: Ada Example, source: ours}
        """,
    )
    mine = aliases.load(path)
    assert len(mine) == len(table) + 2
    added, replaced = mine.lookup(ORG, "ES Journal"), mine.lookup(ORG, "oai")
    assert added is not None
    assert replaced is not None
    assert added.id == "o:entente-samples"
    assert mine.in_context(ORG, "Samples") == (added,)
    assert (replaced.id, replaced.kind) == ("o:openai", Kind.NONPROFIT)
    assert mine.lookup(ORG, "Open AI") is None, "the old entry's aliases are gone with it"
    assert mine.lookup(PERSON, "Ada Example") is not None
    assert table.lookup(ORG, "ES Journal") is None, "the packaged table stays as it was"


def test_a_name_may_be_context_for_several(tmp_path: Path) -> None:
    path = own(
        tmp_path,
        "organizations: [{name: Apollo Farms, kind: company, aliases: [{name: Apollo, context: true}], source: ours}]",
    )
    names = {entry.name for entry in aliases.load(path).in_context(ORG, "apollo")}
    assert names == {"Apollo Farms", "Apollo Global Management"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("organizations: [{name: A1, kind: firm, source: s}]", "entry 1 (A1): unknown kind 'firm'"),
        ("organizations: [{name: A1, source: s}]", "entry 1 (A1): 'kind' must be a text"),
        ("organizations: [{name: A1, kind: company}]", "entry 1 (A1): 'source' must be a text"),
        ("organizations: [{kind: company, source: s}]", "entry 1: 'name' must be a text"),
        ("organizations: [{name: '  ', kind: company, source: s}]", "'name' must be a text"),
        ("organizations: [{name: 3, kind: company, source: s}]", "'name' must be a text"),
        ("people: [{name: A B, kind: company, source: s}]", "entry 1 (A B): unknown field kind"),
        ("people: [{name: A B, alias: [C], source: s}]", "unknown field alias"),
        ("people: [{name: A B, aliases: C, source: s}]", "'aliases' must be a list"),
        ("people: [{name: A B, aliases: [1], source: s}]", "1 is no alias"),
        ("people: [{name: A B, aliases: [{name: C, context: maybe}], source: s}]", "is no alias"),
        ("people: [{name: A B, aliases: [{name: C, sure: true}], source: s}]", "is no alias"),
        ("people: [Ada]", "people, entry 1: must be a mapping, not 'Ada'"),
        ("people: Ada", "people: must be a list"),
        ("- Ada", "must be a mapping of lists"),
        ("robots: [{name: A, source: s}]", "unknown list"),
        ("people: [{name: A B, source: s}, {name: a b, source: s}]", "entry 2 (a b): comes twice"),
        ("people: [{name: A B, source: s}, {name: C D, aliases: [a b], source: s}]", "'a b' already stands for A B"),
        ("organizations: [{name: New, kind: company, aliases: [open ai], source: s}]", "already stands for OpenAI"),
        ("people: [{name: A, source", "no valid YAML"),
        ("people: [{name: A B, source: 2025-02-30}]", "no valid YAML"),
        ("", "must be a mapping of lists"),
    ],
)
def test_a_bad_file_is_refused_with_its_place(tmp_path: Path, text: str, message: str) -> None:
    path = own(tmp_path, text)
    with pytest.raises(DataError) as caught:
        aliases.load(path)
    assert message in str(caught.value)
    assert str(caught.value).startswith(str(path))


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00 not text"])
def test_a_file_that_cannot_be_read(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "none.yaml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(DataError, match="cannot be read"):
        aliases.load(path)
