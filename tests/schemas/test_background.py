"""Background facts: what ships, and what a newsroom's own file may say."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from schemas import aliases, background, data
from schemas.errors import DataError
from schemas.model import BackgroundFact, EntityType
from schemas.ontology import relation, relations

PREFIX = {"o": EntityType.ORGANIZATION, "p": EntityType.PERSON}


@pytest.fixture(scope="module")
def facts() -> tuple[BackgroundFact, ...]:
    return background.load()


def own(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "newsroom.yaml"
    path.write_text(text, "utf-8")
    return path


def pair(fact: BackgroundFact) -> tuple[str, ...]:
    ends = (fact.subject, fact.object)
    return (fact.relation, *(sorted(ends) if relation(fact.relation).symmetric else ends))


def test_there_are_enough(facts: tuple[BackgroundFact, ...]) -> None:
    rivalries = sum(relation(fact.relation).rivalry for fact in facts)
    assert rivalries >= 120
    assert len(facts) - rivalries >= 80
    assert len(facts) == sum(1 for _ in data.packaged(background.PACKAGED))


def test_every_end_is_in_the_alias_table_and_allowed(facts: tuple[BackgroundFact, ...]) -> None:
    table = aliases.load()
    for fact in facts:
        assert table.get(fact.subject), fact
        assert table.get(fact.object), fact
        assert relation(fact.relation).allows(PREFIX[fact.subject[0]], PREFIX[fact.object[0]]), fact
        assert fact.subject != fact.object


def test_no_pair_comes_twice_and_each_has_a_source(facts: tuple[BackgroundFact, ...]) -> None:
    assert [one for one, times in Counter(map(pair, facts)).items() if times > 1] == []
    assert all(fact.source.strip() for fact in facts)


def test_nobody_competes_with_its_own_parent(facts: tuple[BackgroundFact, ...]) -> None:
    owned = {frozenset((fact.subject, fact.object)) for fact in facts if relation(fact.relation).owner}
    rivals = {frozenset((fact.subject, fact.object)) for fact in facts if relation(fact.relation).rivalry}
    assert not owned & rivals


def test_nobody_is_its_own_ancestor(facts: tuple[BackgroundFact, ...]) -> None:
    parents: dict[str, set[str]] = {}
    for fact in facts:
        if relation(fact.relation).owner:
            parents.setdefault(fact.subject, set()).add(fact.object)
    for start in parents:
        seen: set[str] = set()
        ahead = set(parents[start])
        while ahead:
            one = ahead.pop()
            assert one != start
            seen.add(one)
            ahead |= parents.get(one, set()) - seen


def test_only_rivalries_and_owners_are_background() -> None:
    told = set(background.allowed())
    assert told
    assert told == {name for name, one in relations().items() if one.rivalry or one.owner == "object"}


@pytest.mark.parametrize(
    ("subject", "name", "object_"),
    [
        ("o:openai", "COMPETES_WITH", "o:meta"),
        ("o:openai", "COMPETES_WITH", "o:google"),
        ("o:google", "COMPETES_WITH", "o:meta"),
        ("o:openai", "COMPETES_WITH", "o:anthropic"),
        ("o:openai", "COMPETES_WITH", "o:google-deepmind"),
        ("o:openai", "COMPETES_WITH", "o:mistral-ai"),
        ("o:nvidia", "COMPETES_WITH", "o:amd"),
        ("o:amazon-web-services", "COMPETES_WITH", "o:microsoft-azure"),
        ("o:scale-ai", "COMPETES_WITH", "o:surge-ai"),
        ("o:google", "SUBSIDIARY_OF", "o:alphabet"),
        ("o:google-deepmind", "SUBSIDIARY_OF", "o:google"),
        ("o:instagram", "SUBSIDIARY_OF", "o:meta"),
        ("o:github", "SUBSIDIARY_OF", "o:microsoft"),
        ("o:linkedin", "SUBSIDIARY_OF", "o:microsoft"),
    ],
)
def test_what_every_reader_knows(facts: tuple[BackgroundFact, ...], subject: str, name: str, object_: str) -> None:
    assert pair(BackgroundFact(subject, name, object_, "")) in set(map(pair, facts))


def test_days_are_kept(facts: tuple[BackgroundFact, ...]) -> None:
    days = {(fact.subject, fact.object): (fact.since, fact.until) for fact in facts}
    assert days["o:github", "o:microsoft"] == (date(2018, 10, 26), None)
    assert days["o:altera", "o:intel"] == (date(2015, 12, 28), date(2025, 9, 12))


def test_the_packaged_facts_are_read_once() -> None:
    assert background.load() is background.load()


def test_a_newsroom_adds_and_replaces(tmp_path: Path, facts: tuple[BackgroundFact, ...]) -> None:
    path = own(
        tmp_path,
        """
        COMPETES_WITH:
          - {subject: Facebook, object: Open AI, until: 2030-01-01, source: ours}
          - {subject: Dataiku, object: Mistral AI, source: ours}
        """,
    )
    mine = background.load(path)
    assert len(mine) == len(facts) + 1
    new = {pair(fact): fact for fact in mine if fact.source == "ours"}
    assert new["COMPETES_WITH", "o:meta", "o:openai"].until == date(2030, 1, 1)
    assert ("COMPETES_WITH", "o:dataiku", "o:mistral-ai") in new


def test_names_of_a_newsroom_resolve_in_its_own_table(tmp_path: Path) -> None:
    names = tmp_path / "names.yaml"
    names.write_text("organizations: [{name: Nouvelle Société, kind: company, source: ours}]", "utf-8")
    path = own(tmp_path, "SUBSIDIARY_OF: [{subject: Nouvelle Société, object: Meta, source: ours}]")
    mine = background.load(path, table=aliases.load(names))
    assert BackgroundFact("o:nouvelle-societe", "SUBSIDIARY_OF", "o:meta", "ours") in mine
    with pytest.raises(DataError, match="'Nouvelle Société' is not in the alias table"):
        background.load(path)
    with pytest.raises(DataError, match="is not in the alias table"):
        background.load(table=aliases.AliasTable())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SUED: [{subject: OpenAI, object: Meta, source: s}]", "SUED, entry 1: no list for background facts"),
        ("COMPETES_WITH: [{subject: OpenAI, object: Meta}]", "'source' must be a text"),
        ("COMPETES_WITH: [{subject: OpenAI, object: Nobody Known, source: s}]", "'Nobody Known' is not in the alias"),
        ("COMPETES_WITH: [{subject: OpenAI, object: Sam Altman, source: s}]", "'Sam Altman' is not in the alias"),
        ("COMPETES_WITH: [{subject: OpenAI, object: Scale, source: s}]", "'Scale' is not in the alias table"),
        ("COMPETES_WITH: [{subject: OpenAI, object: Open AI, source: s}]", "both ends are OpenAI"),
        ("COMPETES_WITH: [{subject: OpenAI, object: Meta, since: May, source: s}]", "'since' must be a day"),
        ("COMPETES_WITH: [{subject: OpenAI, object: Meta, since: 2025, source: s}]", "'since' must be a day"),
        ("COMPETES_WITH: [{subject: OpenAI, object: Meta, since: 2025-01-01 10:00:00, source: s}]", "must be a day"),
        ("COMPETES_WITH: [{subject: OpenAI, object: Meta, since: 2025-01-02, until: 2025-01-01, source: s}]", "before"),
        ("COMPETES_WITH: [{subject: OpenAI, object: Meta, when: 2025-01-02, source: s}]", "unknown field when"),
        (
            "COMPETES_WITH: [{subject: OpenAI, object: Meta, source: s}, {subject: Meta, object: OpenAI, source: s}]",
            "entry 2: o:meta and o:openai come twice",
        ),
    ],
)
def test_a_bad_file_is_refused_with_its_place(tmp_path: Path, text: str, message: str) -> None:
    path = own(tmp_path, text)
    with pytest.raises(DataError) as caught:
        background.load(path)
    assert message in str(caught.value)
    assert str(caught.value).startswith(str(path))
