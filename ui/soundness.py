"""Whether the installed Qt binding counts its references right.

PySide6 6.12.0 on Python below 3.12 gives away one reference to `None` with each Qt call that
returns nothing, and the program aborts after some tens of pages. A short trial shows it.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject


def qt_binding_is_sound(calls: int = 100) -> bool:
    """False when Qt calls lose references to `None`; the program must then refuse to start.

    From Python 3.12 on `None` cannot be lost and the answer is always True.
    """
    probe = QObject()
    before = sys.getrefcount(None)
    for _ in range(calls):
        probe.setObjectName("probe")
    # Half of the calls, because other threads borrow and return None meanwhile.
    return sys.getrefcount(None) - before > -(calls // 2)
