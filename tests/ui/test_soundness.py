from __future__ import annotations

import itertools
import sys

import pytest

from ui.soundness import qt_binding_is_sound


def test_the_installed_binding_is_sound() -> None:
    assert qt_binding_is_sound()


def test_a_binding_that_loses_a_reference_a_call_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    counts = itertools.chain([5200, 5100])
    monkeypatch.setattr(sys, "getrefcount", lambda _: next(counts))
    assert not qt_binding_is_sound(calls=100)


def test_a_few_references_that_other_threads_borrow_are_no_fault(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    counts = itertools.chain([5200, 5190])
    monkeypatch.setattr(sys, "getrefcount", lambda _: next(counts))
    assert qt_binding_is_sound(calls=100)
