"""The views for SQL queries: propagations, letters, hops, receptions, acts.

docs/reference/sql-views.md is their contract. Their SQL is written once, with the few words in
which SQLite and PostgreSQL differ filled in.
"""
# ruff: noqa: S608 - SQL put together from constants

from __future__ import annotations

from typing import NamedTuple

from alembic import op

revision = "0004"
down_revision = "0003"

OFFSET = "(CASE p.jurisdiction WHEN 'thailand' THEN 420 ELSE 0 END)"
"""Minutes that the offices' clock is ahead of UTC: Thailand has kept UTC+07:00 since 1920. Version
0008 looks up the clocks of all countries.
"""
OFFSET_TEXT = "(CASE p.jurisdiction WHEN 'thailand' THEN '+07:00' ELSE '+00:00' END)"
DAY = 1440


def upgrade() -> None:
    words = POSTGRESQL if op.get_bind().dialect.name == "postgresql" else SQLITE
    for name, text in views(words).items():
        op.execute(f"CREATE VIEW {name} AS {text}")


class ViewNames(NamedTuple):
    """What a database calls things, and how it finds a clock's offset at a minute ({0})."""

    day: str
    minute: str
    month: str
    field: str
    number: str
    real: str
    offset: str = OFFSET
    offset_text: str = OFFSET_TEXT

    def local(self, minute: str) -> str:
        """A minute on the offices' clock."""
        return f"{minute} + {self.offset.format(minute)}"


SQLITE = ViewNames(
    day="strftime('%Y-%m-%d', ({0}) * 60, 'unixepoch')",
    minute="strftime('%Y-%m-%dT%H:%M', ({0}) * 60, 'unixepoch')",
    month="strftime('%Y-%m', ({0}) * 60, 'unixepoch')",
    field="json_extract({0}, '$.{1}')",
    number="json_extract({0}, '$.{1}')",
    real="round({0}, 6)",
)
_SINCE = "timestamp '1970-01-01' + ({0}) * interval '1 minute'"
POSTGRESQL = ViewNames(
    day=f"to_char({_SINCE}, 'YYYY-MM-DD')",
    minute=f"to_char({_SINCE}, 'YYYY-MM-DD\"T\"HH24:MI')",
    month=f"to_char({_SINCE}, 'YYYY-MM')",
    field="({0}::json #>> '{{{1}}}')",
    number="({0}::json #>> '{{{1}}}')::bigint",
    real="round(({0})::numeric, 6)::double precision",
)


def views(words: ViewNames) -> dict[str, str]:
    return {
        "propagations": _propagations(words),
        "letters": _letters(words),
        "receptions": _receptions(words),
        "hops": _hops(words),
        "office_acts": _acts(words),
    }


def _path(words: ViewNames, column: str, *names: str, number: bool = False) -> str:
    separator = "." if words.day == SQLITE.day else ","
    form = words.number if number else words.field
    return form.format(column, separator.join(names))


def _iso(words: ViewNames, minute: str, precision: str) -> str:
    """ISO 8601 on the offices' clock; a date alone where only the day is known."""
    local = words.local(minute)
    return (
        f"CASE {precision} WHEN 'day' THEN {words.day.format(local)} "
        f"WHEN 'minute' THEN {words.minute.format(local)} || {words.offset_text.format(minute)} END"
    )


def _days(words: ViewNames, start: str, end: str) -> str:
    """Calendar days from one instant to another, as wian/delays/hop_figures.py has them."""
    first, last = (f"({words.local(f'{each}_minute')}) / {DAY}" for each in (start, end))
    exact = words.real.format(f"({end}_minute - {start}_minute) / {DAY}.0")
    return (
        f"CASE WHEN {start}_precision = 'minute' AND {end}_precision = 'minute' "
        f"THEN {exact} ELSE {last} - {first} END"
    )


def _open_to_all(words: ViewNames, value: str) -> str:
    """A text that is not shown where the directive is secret."""
    return f"CASE WHEN {_path(words, 'p.directive', 'secrecy')} = 'none' THEN {value} END"


def _propagations(words: ViewNames) -> str:
    directive = "p.directive"
    return f"""
        SELECT p.id AS propagation, p.directive_id AS directive, p.clock AS clock,
            {_open_to_all(words, _path(words, directive, "subject"))} AS subject,
            {_path(words, directive, "urgency")} AS urgency,
            {_path(words, directive, "secrecy")} AS secrecy,
            {_path(words, directive, "origin")} AS origin,
            p.jurisdiction AS jurisdiction, p.seed AS seed,
            p.window_opens AS window_opens, p.window_closes AS window_closes,
            {_iso(words, "p.created_minute", "'minute'")} AS recorded_at
        FROM propagation p
    """


def _letters(words: ViewNames) -> str:
    sent = "h.propagation = l.propagation AND h.sender = l.office"
    stamped = "r.propagation = h.propagation AND r.recipient = h.recipient AND r.position = 0"
    return f"""
        SELECT l.propagation AS propagation, p.directive_id AS directive, l.office AS office,
            l.wave AS wave, l.form AS form, l.number AS number, l.source AS source,
            {_iso(words, "l.issued_minute", "l.issued_precision")} AS issued_at,
            {words.month.format(words.local("l.issued_minute"))} AS month,
            l.register_year AS register_year, l.register_number AS register_number,
            (SELECT count(*) FROM hop h WHERE {sent}) AS recipients,
            (SELECT count(*) FROM hop h JOIN reception r ON {stamped} WHERE {sent}) AS received
        FROM letter l JOIN propagation p ON p.id = l.propagation
    """


def _meant(words: ViewNames) -> str:
    """Stamps with the moments that are meant: those of the latest correction, else as stamped."""
    position = _path(words, "body", "position", number=True)
    return f"""
        (SELECT r.*, c.body AS correction,
            coalesce({_path(words, "c.body", "at", "minute", number=True)}, r.at_minute)
                AS meant_minute,
            coalesce({_path(words, "c.body", "at", "precision")}, r.at_precision)
                AS meant_precision
        FROM reception r LEFT JOIN (
            SELECT propagation, office, body, {position} AS position,
                row_number() OVER (
                    PARTITION BY propagation, office, {position}
                    ORDER BY at_minute DESC, register_year DESC, register_number DESC
                ) AS age
            FROM act WHERE kind = 'corrected'
        ) c ON c.propagation = r.propagation AND c.office = r.recipient
            AND c.position = r.position AND c.age = 1)
    """


def _receptions(words: ViewNames) -> str:
    return f"""
        SELECT r.propagation AS propagation, p.directive_id AS directive,
            r.recipient AS recipient, r.position AS position, r.desk AS desk,
            r.receipt_number AS receipt_number, r.source AS source,
            {_iso(words, "r.meant_minute", "r.meant_precision")} AS stamped_at,
            {_iso(words, "r.at_minute", "r.at_precision")} AS recorded_as,
            r.correction IS NOT NULL AS corrected,
            r.read AS read_as, r.inference AS inference
        FROM {_meant(words)} r JOIN propagation p ON p.id = r.propagation
    """


def _hops(words: ViewNames) -> str:
    return f"""
        SELECT p.id AS propagation, p.directive_id AS directive, t.wave AS wave,
            t.sender AS sender, t.recipient AS recipient, t.letter_number AS letter_number,
            t.source AS source,
            {_iso(words, "t.issued_minute", "t.issued_precision")} AS issued_at,
            {_iso(words, "t.received_minute", "t.received_precision")} AS received_at,
            {_iso(words, "t.ready_minute", "t.ready_precision")} AS ready_at,
            {_iso(words, "t.forwarded_minute", "t.forwarded_precision")} AS forwarded_at,
            {_days(words, "t.issued", "t.received")} AS transit_days,
            {_days(words, "t.received", "t.ready")} AS routing_days,
            {_days(words, "t.ready", "t.forwarded")} AS handling_days,
            t.ready_minute IS NULL OR (t.forwards AND t.forwarded_minute IS NULL) AS open,
            t.channel AS channel, t.desks AS desks, t.forwards AS forwards,
            t.addressed AS addressed, p.clock AS clock,
            {words.month.format(words.local("t.issued_minute"))} AS month
        FROM ({_instants(words)}) t JOIN propagation p ON p.id = t.propagation
    """


def _instants(words: ViewNames) -> str:
    """Hops beside the four instants that they are made of."""
    return f"""
        SELECT h.propagation, h.wave, h.sender, h.recipient, s.number AS letter_number, h.source,
            h.channel, h.desks, h.forwards, h.addressed,
            s.issued_minute, s.issued_precision,
            f.meant_minute AS received_minute, f.meant_precision AS received_precision,
            l.meant_minute AS ready_minute, l.meant_precision AS ready_precision,
            o.issued_minute AS forwarded_minute, o.issued_precision AS forwarded_precision
        FROM hop h
        LEFT JOIN letter s ON s.propagation = h.propagation AND s.office = h.sender
        LEFT JOIN {_meant(words)} f ON f.propagation = h.propagation
            AND f.recipient = h.recipient AND f.position = 0
        LEFT JOIN {_meant(words)} l ON l.propagation = h.propagation
            AND l.recipient = h.recipient AND l.position = h.desks - 1
        LEFT JOIN letter o ON o.propagation = h.propagation AND o.office = h.recipient
    """


def _acts(words: ViewNames) -> str:
    return f"""
        SELECT a.propagation AS propagation, p.directive_id AS directive, a.office AS office,
            a.kind AS kind, a.key AS key, a.register AS register,
            a.register_year AS register_year, a.register_number AS register_number,
            {_iso(words, "a.at_minute", "'minute'")} AS recorded_at, a.by AS done_by,
            {_open_to_all(words, "a.body")} AS body
        FROM act a JOIN propagation p ON p.id = a.propagation
    """
