"""The findings as JSON for another program: plain keys, ids that stay, no names."""

import json
from typing import Any

from app.domain.codec import to_json
from app.domain.report import ReportInput
from app.domain.results import Mark

FORMAT = "equity-workshop-handoff"
VERSION = 1


def to_handoff(report: ReportInput) -> bytes:
    """Return the hand-off file (UTF-8 JSON); its form is numbered in ``version``."""
    data = {
        "format": FORMAT,
        "version": VERSION,
        "workshop": {
            "id": report.lineage,
            "district": report.district,
            "date": report.day.isoformat(),
            "language": report.language,
            "approved": report.approved,
            "revealed": report.results.revealed,
            "sample": report.sample,
        },
        "scale": {
            "mark": report.mark,
            "level_count": report.results.level_count,
            "level_names": to_json(report.results.level_names),
            "lens_names": to_json(report.results.lens_names),
        },
        "dimensions": [
            {
                "id": dimension.id,
                "number": dimension.number,
                "name": dimension.name,
                "groups": [
                    {
                        "group": answer.group_label,
                        "marks": {mark.lens.value: _mark(mark) for mark in answer.marks},
                        "evidence": answer.evidence,
                        "other_view": answer.other_view,
                        "student_groups": list(answer.student_groups),
                        "chose_not_to_score": answer.chose_not,
                    }
                    for answer in dimension.answers
                ],
            }
            for dimension in report.dimensions
        ],
        "norms": to_json(report.norms),
        "themes": to_json(report.themes),
        "notes": to_json([prompt for prompt in report.prompts if prompt.notes]),
        "data_needs": to_json(report.data_needs),
        "next_steps": to_json(report.next_steps),
        "next_meeting": to_json(report.next_meeting),
    }
    return json.dumps(data, ensure_ascii=False, indent=1).encode("utf-8")


def _mark(mark: Mark) -> dict[str, Any]:
    return {
        "standing": mark.standing.value,
        "level": mark.settled_level,
        "contested_levels": list(mark.levels) if mark.contested else [],
        "reason": mark.reason,
    }
