"""Where does a value of an answer stand: for programs, and in the words of any reader?"""

from __future__ import annotations

from dataclasses import dataclass

from wian.letters.answer_form.form import AnyField

_ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class ValuePlace:
    """Where a value stands.

    Attributes:
        field: The field.
        row: Of a table, the row, from 0.
        column: The column of it.
    """

    field: AnyField
    row: int | None = None
    column: AnyField | None = None

    def within(self, row: int, column: AnyField) -> ValuePlace:
        """A column in a row of the table that stands there."""
        return ValuePlace(self.field, row, column)

    @property
    def at(self) -> str:
        """Its path, for programs."""
        return f"{self.field.id}.{self.row}.{self.column.id}" if self.column else self.field.id

    @property
    def where(self) -> str:
        """The same in words, in English as far as the form has it."""
        label = self.field.named(_ENGLISH)
        if self.column is not None and self.row is not None:
            label += f", row {self.row + 1}: {self.column.named(_ENGLISH)}"
        return f"{label} ({self.at})"

    @property
    def values(self) -> dict[str, object]:
        """The same for whoever says it in another language."""
        found: dict[str, object] = {"at": self.at, "label": self.field.label}
        found["labels"] = dict(self.field.labels)
        if self.column is not None and self.row is not None:
            inner = {"inner": self.column.label, "inner_labels": dict(self.column.labels)}
            found |= {"row": self.row + 1, **inner}
        return found
