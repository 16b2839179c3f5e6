from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from ui import background


def on_gui_thread() -> bool:
    return QThread.currentThread().isMainThread()


def never(outcome: object) -> None:
    raise AssertionError(f"must not be called: {outcome!r}")


def test_work_runs_elsewhere_and_its_result_arrives_on_the_gui_thread(qtbot: QtBot) -> None:
    arrived: list[tuple[bool, bool]] = []

    background.run(on_gui_thread, lambda was: arrived.append((was, on_gui_thread())), never)

    qtbot.waitUntil(lambda: bool(arrived))
    assert arrived == [(False, True)]


def test_the_result_is_the_very_object_that_the_work_returned(qtbot: QtBot) -> None:
    answer = {"big": 2**80, 3: ("a", None)}
    arrived: list[object] = []

    background.run(lambda: answer, arrived.append, never)

    qtbot.waitUntil(lambda: bool(arrived))
    assert arrived[0] is answer


@pytest.mark.parametrize("error", [ValueError("no"), KeyboardInterrupt(), SystemExit(3)])
def test_any_exception_of_the_work_arrives_as_failed(qtbot: QtBot, error: BaseException) -> None:
    arrived: list[tuple[BaseException, bool]] = []

    def work() -> None:
        raise error

    background.run(work, never, lambda problem: arrived.append((problem, on_gui_thread())))

    qtbot.waitUntil(lambda: bool(arrived))
    assert arrived == [(error, True)]


def test_nothing_is_delivered_before_the_event_loop_turns() -> None:
    arrived: list[int] = []
    for number in range(20):
        background.run(lambda n=number: n, arrived.append, never)  # type: ignore[misc]
    assert arrived == []

    assert background.wait_for_all()
    assert sorted(arrived) == list(range(20))


def test_nothing_is_delivered_after_forget_all() -> None:
    held = threading.Event()
    ended: list[bool] = []

    def work() -> None:
        held.wait(10)
        ended.append(True)

    background.run(work, never, never)
    background.forget_all()
    held.set()

    assert background.wait_for_all()
    assert ended == [True], "the work itself runs to its end"


def test_work_asked_for_after_forget_all_is_delivered() -> None:
    background.forget_all()
    arrived: list[str] = []
    background.run(lambda: "new", arrived.append, never)
    assert background.wait_for_all()
    assert arrived == ["new"]


def test_waiting_includes_work_that_a_delivery_started() -> None:
    arrived: list[str] = []

    def first_done(value: str) -> None:
        background.run(lambda: value + " second", arrived.append, never)

    background.run(lambda: "first", first_done, never)
    assert background.wait_for_all()
    assert arrived == ["first second"]


def test_waiting_ends_when_the_time_is_up() -> None:
    held = threading.Event()
    background.run(lambda: held.wait(10), lambda _: None, never)
    assert not background.wait_for_all(msecs=20)
    held.set()
    assert background.wait_for_all()


def test_a_mistake_in_done_is_not_hidden_and_does_not_block_what_follows(qtbot: QtBot) -> None:
    arrived: list[str] = []

    def mistaken(_: object) -> None:
        raise LookupError("mistake")

    with qtbot.captureExceptions() as caught:
        background.run(lambda: None, mistaken, never)
        assert background.wait_for_all()
    assert [kind for kind, _, _ in caught] == [LookupError]

    background.run(lambda: "next", arrived.append, never)
    assert background.wait_for_all()
    assert arrived == ["next"]


def test_the_result_is_let_go_after_delivery() -> None:
    import gc
    import weakref

    class Result:
        pass

    seen: list[weakref.ref[Result]] = []
    background.run(Result, lambda result: seen.append(weakref.ref(result)), never)
    assert background.wait_for_all()
    gc.collect()
    assert seen[0]() is None
