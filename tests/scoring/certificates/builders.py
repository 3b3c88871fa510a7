"""Facts of a certificate, keys that unlock at once, and a sealed round to issue from."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from scoring.exchange.certificate_code import CertificateFacts
from scoring.exchange.signing import PublicKey, SigningKey, make_key, unlock

ACTOR = "李评估"
NOW = datetime(2026, 12, 1, 1, 30, tzinfo=UTC)
TODAY = date(2026, 12, 1)
PASSPHRASE = "云岬区科委的示例口令，别处不用"
FACTS = CertificateFacts(
    number="2026-001",
    uscc="91310113YFP9000018",
    carrier="云岬启川科技企业孵化器",
    year="2026",
    grade="优秀",
    grade_en="excellent",
    period_from=date(2025, 1, 1),
    period_to=date(2025, 12, 31),
    valid_from=date(2026, 12, 1),
    valid_to=date(2028, 11, 30),
    issuer="云岬区科学技术委员会",
    issuer_en="Science and Technology Commission of Yunjia District",
    issued_on=date(2026, 12, 1),
    title="孵化载体绩效考评等级证书",
    title_en="Certificate of Assessed Grade",
    status="",
    status_en="",
    replaces="",
    run="2026-3DD333029A15",
    key="0" * 16,
)


def facts(**changes: Any) -> CertificateFacts:
    """Those of an invented carrier, but for the changes."""
    return replace(FACTS, **changes)


def key(passphrase: str = PASSPHRASE) -> tuple[PublicKey, SigningKey]:
    """A key whose lock costs nothing to open: how hard it is to open is tested by itself."""
    public, locked = make_key(passphrase, cost=4)
    return public, unlock(locked, passphrase)
