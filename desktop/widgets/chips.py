"""Filter chips above a table: one of them is pressed, and says which rows are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget


def filter_chip(name: str, words: str, run: Callable[[], object], *, pressed: bool = False) -> QPushButton:
    """``words`` without a count; whoever knows one puts it behind them (property ``word``)."""
    chip = QPushButton(words)
    chip.setObjectName(f"chip_{name}")
    chip.setProperty("word", words)
    chip.setProperty("chip", True)
    chip.setCheckable(True)
    chip.setChecked(pressed)
    chip.clicked.connect(lambda *_: run())
    return chip


def chip_row(owner: QWidget, chips: Iterable[QPushButton]) -> QHBoxLayout:
    """They stand at the left, and one of them is pressed at a time."""
    row = QHBoxLayout()
    row.setSpacing(6)
    group = QButtonGroup(owner)
    for chip in chips:
        group.addButton(chip)
        row.addWidget(chip)
    row.addStretch(1)
    return row
