"""The figures of the five-indicator rubric as somebody who knows SQL, the form and the rubric would write them."""

from __future__ import annotations

from collections.abc import Mapping

RUBRIC = "quality_mix_skeleton.toml"

TENANT = "status = 1 AND excluded = 0"
SETTLED = "status <> 1 OR excluded <> 0"
BOTH_RD = "rd_expense IS NOT NULL AND revenue IS NOT NULL"
BOTH_STAFF = "rd_staff IS NOT NULL AND employees IS NOT NULL"
BOTH_YEARS = "revenue IS NOT NULL AND revenue_prior IS NOT NULL"
OLDER, NEWER = "founded_on <= 20240101", "founded_on > 20240101"
FAST = """founded_on < 20250101 AND ((revenue_prior >= 10000000 AND 5 * revenue > 6 * revenue_prior)
    OR (rd_expense_prior >= 10000000 AND 5 * rd_expense > 6 * rd_expense_prior))"""
FIGURES: Mapping[tuple[str, str], str] = {
    ("rd_intensity", "rows"): "COUNT(*)",
    ("rd_intensity", "base"): f"COUNT(*) FILTER (WHERE {TENANT})",
    ("rd_intensity", "upper"): f"SUM(rd_expense) FILTER (WHERE {TENANT} AND {BOTH_RD})",
    ("rd_intensity", "lower"): f"SUM(revenue) FILTER (WHERE {TENANT} AND {BOTH_RD})",
    ("rd_intensity", "usable"): f"COUNT(*) FILTER (WHERE {TENANT} AND {BOTH_RD})",
    ("rd_intensity", "settled"): f"COUNT(*) FILTER (WHERE {SETTLED} OR ({TENANT} AND {BOTH_RD}))",
    ("rd_staff_share", "upper"): f"SUM(rd_staff) FILTER (WHERE {TENANT} AND {BOTH_STAFF})",
    ("rd_staff_share", "lower"): f"SUM(employees) FILTER (WHERE {TENANT} AND {BOTH_STAFF})",
    ("rd_staff_share", "usable"): f"COUNT(*) FILTER (WHERE {TENANT} AND {BOTH_STAFF})",
    ("rd_staff_share", "settled"): f"COUNT(*) FILTER (WHERE {SETTLED} OR ({TENANT} AND {BOTH_STAFF}))",
    ("fast_growing_share", "upper"): f"COUNT(*) FILTER (WHERE {TENANT} AND {FAST})",
    ("fast_growing_share", "usable"): f"COUNT(*) FILTER (WHERE {TENANT} AND ({FAST}) IS NOT NULL)",
    ("fast_growing_share", "settled"): f"COUNT(*) FILTER (WHERE {SETTLED} OR ({TENANT} AND ({FAST}) IS NOT NULL))",
    ("revenue_growth", "base"): f"COUNT(*) FILTER (WHERE {TENANT} AND {OLDER})",
    ("revenue_growth", "upper"): f"SUM(revenue) FILTER (WHERE {TENANT} AND {OLDER} AND {BOTH_YEARS})",
    ("revenue_growth", "lower"): f"SUM(revenue_prior) FILTER (WHERE {TENANT} AND {OLDER} AND {BOTH_YEARS})",
    ("revenue_growth", "usable"): f"COUNT(*) FILTER (WHERE {TENANT} AND {OLDER} AND {BOTH_YEARS})",
    ("revenue_growth", "settled"): f"COUNT(*) FILTER (WHERE {SETTLED} OR {NEWER} OR ({TENANT} AND {OLDER} AND {BOTH_YEARS}))",
    ("share_for_service", "upper"): f"COUNT(*) FILTER (WHERE {TENANT} AND share_for_service <> 1)",
    ("share_for_service", "usable"): f"COUNT(*) FILTER (WHERE {TENANT} AND share_for_service IS NOT NULL)",
    ("share_for_service", "settled"): f"COUNT(*) FILTER (WHERE {SETTLED} OR ({TENANT} AND share_for_service IS NOT NULL))",
}
"""(measure, part of its plan) → what somebody who knows SQL, the form and the rubric would write for it."""
