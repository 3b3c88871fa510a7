"""The versions and languages a report comes in, in the window's words."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
from PySide6.QtWidgets import QComboBox

from scoring.services.publishing import Version
from scoring.services.reporting import versions

VERSIONS = {
    "feedback": str(QT_TRANSLATE_NOOP("Versions", "Feedback")),
    "internal": str(QT_TRANSLATE_NOOP("Versions", "Internal")),
    "both": str(QT_TRANSLATE_NOOP("Versions", "Both versions")),
}
LANGUAGES = {"zh": "中文", "en": "English"}
"""Each by its own name, whatever the window speaks."""


def version_word(version: str) -> str:
    """Of feedback, internal or both."""
    return QCoreApplication.translate("Versions", VERSIONS[version])


def words_of(version: Version, language: str) -> str:
    """Version and language of one report in a line."""
    return f"{version_word(version.value)}　{LANGUAGES[language]}"


def version_box() -> QComboBox:
    box = QComboBox()
    box.setObjectName("version")
    for one in VERSIONS:
        box.addItem(version_word(one), one)
    return box


def language_box() -> QComboBox:
    box = QComboBox()
    box.setObjectName("language")
    for one, name in LANGUAGES.items():
        box.addItem(name, one)
    return box


def chosen_versions(box: QComboBox) -> tuple[Version, ...]:
    return versions(str(box.currentData()))
