from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest

from ingest.nlp import labels
from ingest.nlp.decoding import Thresholds, decide, say
from ingest.nlp.reader.runtime import Facets, Floats
from schemas.model import EntityType, Event, Modality, Role, Status
from schemas.ontology import RelationType, relations

ALL = tuple(relations().values())
ORG, PERSON = EntityType.ORGANIZATION, EntityType.PERSON
THRESHOLDS = Thresholds(dict.fromkeys(relations(), 0.5), 0.6)
SYMMETRIC = next(at for at, one in enumerate(ALL) if one.symmetric)
OWNING = next(at for at, one in enumerate(ALL) if one.owner)
ROLE = next(at for at, one in enumerate(ALL) if "role" in one.attributes)


def scores(entities: int, **above: float) -> tuple[Floats, Floats]:
    """Both orders of all pairs, and scores: "0_1_2" is relation 2 of entity 0 to entity 1."""
    ends = np.array(list(permutations(range(entities), 2)), np.int64)
    table = np.full((len(ends), len(ALL)), 0.01, np.float32)
    for key, value in above.items():
        subject, object_, relation = (int(part) for part in key.split("_")[1:])
        table[ends.tolist().index([subject, object_]), relation] = value
    return ends, table  # type: ignore[return-value]


def decided(types: list[EntityType], **above: float) -> list[tuple[int, int, int]]:
    ends, table = scores(len(types), **above)
    found = decide(ends, table, types, ALL, THRESHOLDS)  # type: ignore[arg-type]
    return [(one.subject, one.relation, one.object) for one in found]


def test_surest_first_and_only_above_the_threshold() -> None:
    found = decided([ORG, ORG, ORG], **{f"r_0_1_{OWNING}": 0.6, f"r_1_2_{OWNING}": 0.9, f"r_0_2_{OWNING}": 0.4})
    assert found == [(1, OWNING, 2), (0, OWNING, 1)]


def test_types_rule_relations_out() -> None:
    assert decided([ORG, PERSON], **{f"r_0_1_{ROLE}": 0.9, f"r_1_0_{ROLE}": 0.9}) == [(1, ROLE, 0)]


def test_a_symmetric_relation_stands_once_and_is_the_mean_of_both_orders() -> None:
    assert decided([ORG, ORG], **{f"r_1_0_{SYMMETRIC}": 0.98}) == []
    assert decided([ORG, ORG], **{f"r_1_0_{SYMMETRIC}": 0.98, f"r_0_1_{SYMMETRIC}": 0.1}) == [(0, SYMMETRIC, 1)]


def test_nobody_owns_its_owner() -> None:
    assert decided([ORG, ORG], **{f"r_0_1_{OWNING}": 0.7, f"r_1_0_{OWNING}": 0.8}) == [(1, OWNING, 0)]


@pytest.mark.parametrize(("other", "statuses"), [(0.2, [Status.ACTIVE]), (0.45, [Status.ACTIVE, Status.ENDED])])
def test_a_second_status_where_it_is_nearly_as_likely(other: float, statuses: list[Status]) -> None:
    said = say(facets(other), 0, ALL[ROLE], tables(), THRESHOLDS.second_status)
    assert [one.status for one in said] == statuses
    assert said[0].event is Event.START
    assert said[0].role is Role.EXECUTIVE
    assert said[0].share == 1.0
    if len(said) > 1:
        assert said[1].event is Event.END
        assert said[1].modality is Modality.ASSERTED


def test_of_any_other_tie_the_end_is_the_news() -> None:
    (said,) = say(facets(0.45), 0, ALL[OWNING], tables(), THRESHOLDS.second_status)
    assert (said.status, said.event, said.share) == (Status.ENDED, Event.END, 1.0)


def test_only_a_post_has_a_role() -> None:
    relation: RelationType = ALL[OWNING]
    assert say(facets(0.1), 0, relation, tables(), 0.6)[0].role is None


def facets(ended: float) -> Facets:
    """Active with the beginning of a post, or ended with its end."""
    status = np.array([[0.5, ended, 0.02, 0.01]], np.float32)
    modality, event, role = (np.zeros((1, 4, size), np.float32) for size in (3, 3, 6))
    modality[:, :, 0] = role[:, :, 0] = 1
    event[:, 0, labels.EVENTS.index("start")] = event[:, 1, labels.EVENTS.index("end")] = 1
    return Facets(status, modality, event, role)


def tables() -> dict[str, tuple[str, ...]]:
    return {
        "statuses": labels.STATUSES,
        "modalities": labels.MODALITIES,
        "events": labels.EVENTS,
        "roles": labels.ROLES,
    }
