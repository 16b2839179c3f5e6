"""Cycles in small directed graphs."""

from __future__ import annotations

from collections.abc import Mapping, Set


def find_cycle(graph: Mapping[str, Set[str]]) -> tuple[str, ...]:
    """One cycle as a path that ends where it began, or nothing. Targets outside are ignored."""
    waiting = {node: len(targets & graph.keys()) for node, targets in graph.items()}
    sources: dict[str, list[str]] = {node: [] for node in graph}
    for node, targets in graph.items():
        for target in targets & graph.keys():
            sources[target].append(node)
    done = [node for node, count in waiting.items() if count == 0]
    while done:
        node = done.pop()
        for source in sources[node]:
            waiting[source] -= 1
            if waiting[source] == 0:
                done.append(source)
    left = {node for node, count in waiting.items() if count > 0}
    if not left:
        return ()
    path = [min(left)]
    while True:
        following = min(graph[path[-1]] & left)
        if following in path:
            return (*path[path.index(following) :], following)
        path.append(following)
