"""What is remembered of trackers, and how a path through a workflow is found."""

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addon.platforms.cache import KnownTransitions, MetadataCache, Step, path_to


def test_values_are_kept_until_they_are_old() -> None:
    clock, loads = [0.0], []
    cache = MetadataCache(seconds=10, clock=lambda: clock[0])

    def load() -> int:
        loads.append(1)
        return len(loads)

    assert [cache.get("k", load), cache.get("k", load)] == [1, 1]
    clock[0] = 11
    assert cache.get("k", load) == 2
    assert cache.get("k", load, seconds=100) == 2


def test_nothing_found_is_remembered_too() -> None:
    loads: list[int] = []
    cache = MetadataCache()
    for _ in range(3):
        assert cache.get("k", lambda: loads.append(1)) is None
    assert len(loads) == 1


def test_errors_are_not_kept() -> None:
    cache = MetadataCache()

    def fail() -> int:
        raise ValueError

    with pytest.raises(ValueError):
        cache.get("k", fail)
    assert cache.get("k", lambda: 7) == 7


def test_tenants_are_kept_apart_and_forgotten_apart() -> None:
    cache = MetadataCache()
    assert cache.get(("a", "x"), lambda: 1) == 1
    assert cache.get(("b", "x"), lambda: 2) == 2
    cache.forget("a")
    assert cache.get(("a", "x"), lambda: 3) == 3
    assert cache.get(("b", "x"), lambda: 4) == 2


def test_the_number_of_values_is_bounded() -> None:
    cache = MetadataCache(size=10)
    for number in range(100):
        cache.get(number, lambda n=number: n)  # type: ignore[misc]
    assert len(cache._kept) == 10


def test_many_threads_cause_one_load() -> None:
    cache, loads, gate = MetadataCache(), [], threading.Event()

    def load() -> int:
        loads.append(1)
        gate.wait(60)
        return 7

    found: list[int] = []
    threads = [threading.Thread(target=lambda: found.append(cache.get("k", load))) for _ in range(8)]
    for thread in threads:
        thread.start()
    gate.set()
    for thread in threads:
        thread.join()
    assert found == [7] * 8 and len(loads) == 1


def step(to: str) -> Step:
    return Step(f"to {to}", to, to, to)


GRAPH = {"open": (step("doing"),), "doing": (step("open"), step("review")), "review": (step("done"),)}


def test_the_shortest_path_is_found() -> None:
    path = path_to(lambda s: s.to_id == "done", "open", GRAPH)
    assert path is not None and [s.to_id for s in path] == ["doing", "review", "done"]


def test_a_path_longer_than_allowed_is_none() -> None:
    assert path_to(lambda s: s.to_id == "done", "open", GRAPH, longest=2) is None
    assert path_to(lambda s: s.to_id == "nowhere", "open", GRAPH) is None


graphs = st.dictionaries(
    st.sampled_from("abcdef"), st.lists(st.sampled_from("abcdef"), max_size=4).map(lambda t: tuple(step(x) for x in t))
)


@given(graphs, st.sampled_from("abcdef"), st.sampled_from("abcdef"))
def test_every_path_is_walkable_and_short(graph: dict[str, tuple[Step, ...]], start: str, goal: str) -> None:
    path = path_to(lambda s: s.to_id == goal, start, graph)
    if path is None:
        return
    assert 1 <= len(path) <= 3 and path[-1].to_id == goal
    here = start
    for one in path:
        assert one in graph[here]
        here = one.to_id


def test_transitions_are_known_by_tenant_project_and_type() -> None:
    known = KnownTransitions()
    known.note("n1", "p", "t", "open", (step("doing"),))
    known.note("n1", "p", "t", "open", (step("done"),))
    assert known.known("n1", "p", "t") == {"open": (step("done"),)}
    assert known.known("n2", "p", "t") == {} and known.known("n1", "p", "u") == {}
