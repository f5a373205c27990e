"""Forms and answers that tests of values and totals share."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from wian.letters.answer_form.form import AnswerForm

FORM = AnswerForm.model_validate(
    {
        "fields": [
            {"id": "centres", "kind": "integer", "label": "Centres", "least": 0, "most": 5000},
            {"id": "cost", "kind": "decimal", "label": "Cost", "unit": "baht", "required": False},
            {
                "id": "state",
                "kind": "choice",
                "label": "State",
                "choices": [
                    {"id": "good", "label": "Good", "labels": {"th": "ดี"}},
                    {"id": "poor", "label": "Poor"},
                ],
            },
            {
                "id": "needs",
                "kind": "choice",
                "label": "Needs",
                "several": True,
                "required": False,
                "choices": [{"id": each, "label": each.title()} for each in ("staff", "money")],
            },
            {"id": "open", "kind": "yes_no", "label": "Open", "yes": "มี", "no": "ไม่มี"},
            {
                "id": "since",
                "kind": "date",
                "label": "Since",
                "required": False,
                "earliest": "2000-01-01",
            },
            {"id": "comment", "kind": "text", "label": "Remark", "required": False, "longest": 50},
            {"id": "plan", "kind": "file", "label": "Plan", "required": False},
            {
                "id": "sites",
                "kind": "table",
                "label": "Sites",
                "required": False,
                "most": 4,
                "columns": [
                    {"id": "name", "kind": "text", "label": "Name", "lines": False},
                    {"id": "seats", "kind": "integer", "label": "Seats", "required": False},
                ],
            },
            {
                "id": "note",
                "kind": "text",
                "label": "Note",
                "required": False,
                "total": "none",
            },
        ]
    }
)

_CENTS = st.integers(-(10**16), 10**16).map(
    lambda cents: f"{'-' * (cents < 0)}{abs(cents) // 100}.{abs(cents) % 100:02}"
)
_ROW = st.fixed_dictionaries(
    {"name": st.sampled_from("ABC")}, optional={"seats": st.integers(0, 10**14)}
)
ANSWERS = st.fixed_dictionaries(
    {
        "centres": st.integers(0, 5000),
        "state": st.sampled_from(["good", "poor"]),
        "open": st.booleans(),
    },
    optional={
        "cost": _CENTS.filter(lambda text: text != "-0.00" and abs(float(text)) < 10**14),
        "needs": st.sampled_from([["staff"], ["money"], ["staff", "money"]]),
        "since": st.dates(date(2000, 1, 1), date(2399, 12, 31)).map(str),
        "comment": st.sampled_from(["a", "b"]),
        "sites": st.lists(_ROW, min_size=1, max_size=4),
    },
)
"""Answers to it as they are kept."""
