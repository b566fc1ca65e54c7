from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from cypher.identity import partition, standing
from schemas.model import Judgement, Verdict

IDS = ["o:a", "o:b", "o:c", "o:d"]
START = datetime(2026, 1, 1, tzinfo=UTC)


def judged(left: str, right: str, verdict: Verdict, *, who: str = "desk", second: int = 0) -> Judgement:
    return Judgement(left, right, verdict, who, START + timedelta(seconds=second))


@st.composite
def histories(draw: st.DrawFn) -> list[Judgement]:
    found = []
    for second in range(draw(st.integers(0, 8))):
        left, right = draw(st.permutations(IDS))[:2]
        who = draw(st.sampled_from(("desk", "model:pairs 1")))
        found.append(judged(left, right, draw(st.sampled_from(Verdict)), who=who, second=second))
    return found


def test_no_judgement_leaves_every_id_alone() -> None:
    assert partition(IDS, []) == {id_: id_ for id_ in IDS}


def test_same_joins_in_chains_under_the_smallest_id() -> None:
    chain = [judged("o:d", "o:c", Verdict.SAME), judged("o:c", "o:b", Verdict.SAME, second=1)]
    assert partition(IDS, chain) == {"o:a": "o:a", "o:b": "o:b", "o:c": "o:b", "o:d": "o:b"}


def test_different_holds_against_a_bridge() -> None:
    bridge = [judged("o:a", "o:b", Verdict.SAME), judged("o:b", "o:c", Verdict.SAME, second=1)]
    found = partition(IDS, [*bridge, judged("o:a", "o:c", Verdict.DIFFERENT, second=2)])
    assert (found["o:b"], found["o:c"]) == ("o:a", "o:c")


def test_different_passes_on_to_what_is_joined_later() -> None:
    found = partition(
        IDS,
        [
            judged("o:b", "o:c", Verdict.DIFFERENT),
            judged("o:a", "o:b", Verdict.SAME, second=1),
            judged("o:c", "o:d", Verdict.SAME, second=2),
            judged("o:a", "o:d", Verdict.SAME, second=3),
        ],
    )
    assert found == {"o:a": "o:a", "o:b": "o:a", "o:c": "o:c", "o:d": "o:c"}


def test_a_person_goes_before_a_later_machine() -> None:
    person = judged("o:a", "o:b", Verdict.SAME)
    machine = judged("o:b", "o:a", Verdict.DIFFERENT, who="model:pairs 1", second=9)
    assert standing([machine, person]) == (person,)
    assert partition(IDS, [machine, person])["o:b"] == "o:a"


def test_a_machine_does_not_undo_what_persons_joined_in_a_chain() -> None:
    persons = [judged("o:a", "o:b", Verdict.SAME, second=5), judged("o:b", "o:c", Verdict.SAME, second=6)]
    found = partition(IDS, [judged("o:a", "o:c", Verdict.DIFFERENT, who="model:pairs 1"), *persons])
    assert found["o:c"] == "o:a"


def test_unsure_takes_an_earlier_verdict_back() -> None:
    taken_back = [judged("o:a", "o:b", Verdict.SAME), judged("o:b", "o:a", Verdict.UNSURE, second=1)]
    assert partition(IDS, taken_back)["o:b"] == "o:b"


def test_moments_of_different_zones_are_compared_as_moments() -> None:
    paris = datetime(2026, 1, 1, 1, 30, tzinfo=timezone(timedelta(hours=1)))  # 0:30 in UTC
    later = Judgement("o:a", "o:b", Verdict.SAME, "desk", datetime(2026, 1, 1, 1, 0))
    assert standing([later, Judgement("o:a", "o:b", Verdict.DIFFERENT, "desk", paris)]) == (later,)


@given(histories(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_is_nothing(history: list[Judgement], chance: Random) -> None:
    shuffled = list(history)
    chance.shuffle(shuffled)
    assert partition(IDS, shuffled) == partition(IDS, history)


@given(histories())
def test_groups_hold_what_was_judged(history: list[Judgement]) -> None:
    found = partition(IDS, history)
    held = standing(history)
    groups = {id_: {other for other in IDS if found[other] == found[id_]} for id_ in IDS}
    assert all(found[id_] == min(groups[id_]) for id_ in IDS)
    persons = [one for one in held if one.who == "desk"]
    assert all(found[one.left] != found[one.right] for one in persons if one.verdict is Verdict.DIFFERENT)
    if not any(one.verdict is Verdict.DIFFERENT for one in held):
        assert all(found[one.left] == found[one.right] for one in held if one.verdict is Verdict.SAME)
    joined = {frozenset((one.left, one.right)) for one in held if one.verdict is Verdict.SAME}
    for group in groups.values():
        assert connected(group, joined)


def connected(group: set[str], joined: set[frozenset[str]]) -> bool:
    """Whether chains of "same" tie all of a group together."""
    reached = {min(group)}
    for _ in group:
        reached |= {id_ for pair in joined if pair & reached for id_ in pair & group}
    return reached == group
