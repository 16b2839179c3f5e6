"""The guard of this folder's conftest.py, shown at work on planted leaks."""

from __future__ import annotations

from pathlib import Path

import pytest

CONFTEST = Path(__file__).with_name("conftest.py")


def test_leaks_of_each_kind_are_named_and_do_not_spoil_the_next_test(
    pytester: pytest.Pytester,
) -> None:
    pytester.makeconftest(CONFTEST.read_text(encoding="utf-8"))
    pytester.makepyfile(
        """
        import threading
        from PySide6.QtCore import QTimer
        from PySide6.QtWidgets import QWidget
        from ui import background

        kept = []

        def test_window():
            kept.append(QWidget(objectName="forgotten"))

        def test_timer():
            kept.append(QTimer(interval=100_000))
            kept[-1].start()

        def test_thread():
            thread = threading.Thread(target=threading.Event().wait, daemon=True, name="stray")
            thread.start()

        def test_clean(qtbot):
            widget = QWidget()
            qtbot.addWidget(widget)
            timer = QTimer(widget, interval=100_000)
            timer.start()
            background.run(lambda: 1, kept.append, kept.append)
        """
    )
    result = pytester.runpytest_subprocess("-p", "no:randomly")
    result.assert_outcomes(passed=4, errors=3)
    result.stdout.fnmatch_lines(
        [
            "*left behind: window QWidget#forgotten",
            "*left behind: timer of NoneType",
            "*left behind: thread stray",
        ]
    )
