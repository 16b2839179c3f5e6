"""Cycles and longest chains in small directed graphs."""

from __future__ import annotations

from collections.abc import Mapping, Set

Graph = Mapping[str, Set[str]]


def find_cycle(graph: Graph) -> tuple[str, ...]:
    """One cycle as a path that ends where it began, or nothing. Targets outside are ignored."""
    left = graph.keys() - set(in_order(graph))
    if not left:
        return ()
    path = [min(left)]
    while True:
        following = min(graph[path[-1]] & left)
        if following in path:
            return (*path[path.index(following) :], following)
        path.append(following)


def longest_path(graph: Graph) -> tuple[str, ...]:
    """The longest chain from target to target of a graph without cycles."""
    best: dict[str, tuple[int, str]] = {}
    for node in in_order(graph):
        targets = graph[node] & graph.keys()
        best[node] = max(((best[each][0] + 1, each) for each in targets), default=(0, ""))
    if not best:
        return ()
    path = [max(best, key=lambda node: (best[node][0], node))]
    while best[path[-1]][0]:
        path.append(best[path[-1]][1])
    return tuple(path)


def in_order(graph: Graph) -> tuple[str, ...]:
    """Every node after its targets; nodes that lead into a cycle are left out."""
    waiting = {node: len(targets & graph.keys()) for node, targets in graph.items()}
    sources: dict[str, list[str]] = {node: [] for node in graph}
    for node, targets in graph.items():
        for target in targets & graph.keys():
            sources[target].append(node)
    ready = [node for node, count in waiting.items() if count == 0]
    done: list[str] = []
    while ready:
        node = ready.pop()
        done.append(node)
        for source in sources[node]:
            waiting[source] -= 1
            if waiting[source] == 0:
                ready.append(source)
    return tuple(done)
