"""Ask who may not judge whom, and what binds them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.widgets.text import label

WIDTH = 460


class RecusalDialog(QDialog):
    """``reviewer``, ``uscc`` and ``relation`` are what was answered once it is accepted."""

    def __init__(
        self,
        reviewers: Sequence[str],
        carriers: Sequence[tuple[str, str]],
        *,
        reviewer: str,
        uscc: str,
        parent: QWidget | None = None,
    ) -> None:
        """``carriers``: name and 统一社会信用代码; ``reviewer`` and ``uscc`` are proposed."""
        super().__init__(parent)
        self.setObjectName("recusal_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Recusal"))
        self.setMinimumWidth(WIDTH)
        self._reviewer = QComboBox()
        self._reviewer.setObjectName("recusal_reviewer")
        self._reviewer.addItems(list(reviewers))
        self._reviewer.setCurrentText(reviewer)
        self._carrier = QComboBox()
        self._carrier.setObjectName("recusal_carrier")
        self._carrier.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for name, code in carriers:
            self._carrier.addItem(name, code)
        self._carrier.setCurrentIndex(max(self._carrier.findData(uscc), 0))
        self._relation = QLineEdit()
        self._relation.setObjectName("relation")
        self._relation.setPlaceholderText(self.tr("For example: was an adviser of the carrier"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self._ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._ok.setText(self.tr("Recuse"))
        self._ok.setProperty("primary", True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._relation.textChanged.connect(self._enable)
        fields = QFormLayout()
        fields.addRow(self.tr("Reviewer"), self._reviewer)
        fields.addRow(self.tr("Carrier"), self._carrier)
        fields.addRow(self.tr("Relation"), self._relation)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 18, 20, 16)
        whole.setSpacing(12)
        told = self.tr(
            "The reviewer is not asked about this carrier any more. A mark that was given stays visible and does not count."
        )
        whole.addWidget(label(told, "faint", wrap=True))
        whole.addLayout(fields)
        whole.addStretch(1)
        whole.addWidget(buttons)
        self._enable()
        self._relation.setFocus()

    @property
    def reviewer(self) -> str:
        return self._reviewer.currentText()

    @property
    def uscc(self) -> str:
        return str(self._carrier.currentData())

    @property
    def relation(self) -> str:
        return self._relation.text().strip()

    def _enable(self) -> None:
        missing = "" if self.relation else self.tr("Say what binds the reviewer and the carrier")
        self._ok.setEnabled(not missing)
        self._ok.setToolTip(missing)
