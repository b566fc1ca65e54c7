"""The relations as data."""

import pytest

from schemas.errors import DataError
from schemas.model import EntityType, Status
from schemas.ontology import owning, relation, relations


def test_nine_relations_with_words_in_both_languages() -> None:
    assert len(relations()) == 9
    for one in relations().values():
        for lang in ("en", "fr"):
            assert set(one.labels[lang]) == {Status.ACTIVE, Status.ENDED}
        assert one.ended


def test_who_owns_whom() -> None:
    assert owning() == {"INVESTED_IN": "subject", "ACQUIRED": "subject", "SUBSIDIARY_OF": "object"}


def test_types_of_the_ends() -> None:
    post = relation("HOLDS_ROLE")
    assert post.allows(EntityType.PERSON, EntityType.ORGANIZATION)
    assert not post.allows(EntityType.ORGANIZATION, EntityType.ORGANIZATION)


def test_symmetric_relations_have_like_ends() -> None:
    assert all(one.subject == one.object for one in relations().values() if one.symmetric)


def test_an_unknown_relation_is_said() -> None:
    with pytest.raises(DataError, match="LOVES"):
        relation("LOVES")
