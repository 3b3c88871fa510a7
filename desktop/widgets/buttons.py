"""Buttons and menu actions in one line each, and why one of them cannot be pressed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.theme import icon

SMALL = QSize(16, 16)
Keys = QKeySequence | QKeySequence.StandardKey | str


def button(text: str, name: str, run: Callable[[], object], *, icon_name: str = "", primary: bool = False) -> QPushButton:
    """``name`` is its object name."""
    made = QPushButton(text)
    if icon_name:
        made.setIcon(icon(icon_name, "on_accent" if primary else "text"))
    made.setObjectName(name)
    made.setAutoDefault(False)
    if primary:
        made.setProperty("primary", True)
    made.clicked.connect(lambda *_: run())
    return made


def pictured(name: str, picture: str, words: str, tip: str = "") -> QPushButton:
    """A button with a picture before its words, that somebody else connects."""
    made = QPushButton(icon(picture), words)
    made.setObjectName(name)
    made.setIconSize(SMALL)
    made.setToolTip(tip)
    return made


def menu_action(owner: QWidget, text: str, name: str, run: Callable[[], object], keys: Keys | None = None) -> QAction:
    """An action in the owner's context menu; its keys hold while the owner or a child has the focus."""
    made = QAction(text, owner)
    made.setObjectName(name)
    made.triggered.connect(lambda *_: run())
    if keys is not None:
        made.setShortcut(QKeySequence(keys))
        made.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    owner.addAction(made)
    owner.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
    return made


def allow(one: QPushButton | QAction, allowed: bool, reason: str = "") -> None:
    """Enabled, or disabled with the reason as its tool tip."""
    one.setEnabled(allowed)
    one.setToolTip("" if allowed else reason)
