"""The view of hops tells how long the recipient's clock rested apart from its handling."""
# ruff: noqa: S608 - SQL put together from constants

from __future__ import annotations

from importlib import import_module

from alembic import op

revision = "0017"
down_revision = "0016"
_COLUMNS = (
    *("propagation", "directive", "wave", "sender", "recipient", "letter_number", "source"),
    *("issued_at", "received_at", "ready_at", "forwarded_at", "transit_days", "routing_days"),
    *("handling_days", "open", "channel", "desks", "forwards", "addressed", "clock", "month"),
    *("receipt_number", "recognised", "part"),
)


def upgrade() -> None:
    postgresql = op.get_bind().dialect.name == "postgresql"
    text = hops(postgresql=postgresql)
    if postgresql:  # what is granted stays granted
        op.execute(f"CREATE OR REPLACE VIEW hops AS {text}")
    else:
        op.execute("DROP VIEW hops")
        op.execute(f"CREATE VIEW hops AS {text}")


def hops(*, postgresql: bool) -> str:
    """Handling is from the last stamp to the own letter, without what the clock rested then."""
    parts = import_module("wian.ledger.migrations.versions.0015_several_letters")
    rested = (
        "(CASE WHEN v.handling_days IS NOT NULL THEN coalesce("
        f"({_rested(postgresql=postgresql)}), 0) END)"
    )
    handled = _rounded("v.handling_days - v.rested", postgresql=postgresql)
    shown = (f"{handled} AS handling_days" if n == "handling_days" else f"v.{n}" for n in _COLUMNS)
    return f"""
        SELECT {", ".join(shown)}, {_rounded("v.rested", postgresql=postgresql)} AS suspended_days
        FROM (
            SELECT v.*, {rested} AS rested
            FROM ({parts.views(postgresql=postgresql)["hops"]}) v
        ) v
    """


def _rested(*, postgresql: bool) -> str:
    """Calendar days of a hop in which the recipient's clock rested, as wian/delays has them.

    A suspension goes on until it is resumed, or until the office's own letter.
    """
    most, least = ("greatest", "least") if postgresql else ("max", "min")
    first = f"{most}(s.at_minute, {_minute('t.ready_at', postgresql=postgresql)})"
    letter = _minute("t.forwarded_at", postgresql=postgresql)
    last = f"{least}(coalesce(r.at_minute, {letter}), {letter})"
    local = "({0} + c.ahead) / 1440"
    days = f"{local.format(last)} - {local.format(first)}"
    exact = f"({last} - {first}) / 1440.0"
    dated = "length(t.ready_at) = 10 OR length(t.forwarded_at) = 10"
    length = f"CASE WHEN {dated} THEN {days} ELSE {exact} END"
    fence = "OFFSET 0" if postgresql else ""  # else each use works the instants out anew
    return f"""
        SELECT sum({most}({length}, 0)) FROM act s
        CROSS JOIN (SELECT v.ready_at AS ready_at, v.forwarded_at AS forwarded_at {fence}) t
        JOIN propagation p ON p.id = s.propagation
        JOIN clock_offset c ON c.jurisdiction = p.jurisdiction AND c.since_minute = (
            SELECT max(o.since_minute) FROM clock_offset o
            WHERE o.jurisdiction = p.jurisdiction AND o.since_minute <= s.at_minute)
        LEFT JOIN act r ON r.propagation = s.propagation AND r.office = s.office
            AND r.kind = 'resumed' AND r.key = s.key
        WHERE s.propagation = v.propagation AND s.office = v.recipient AND s.kind = 'suspended'
    """


def _minute(shown: str, *, postgresql: bool) -> str:
    """The UTC minute of an instant that stands there as ISO 8601 text, a day at its beginning."""
    day = f"length({shown}) = 10"
    whole = f"(CASE WHEN {day} THEN {shown} || 'T00:00+00:00' ELSE {shown} END)"
    if postgresql:
        minute = f"(extract(epoch FROM {whole}::timestamptz) / 60)::bigint"
    else:
        minute = f"CAST(strftime('%s', {whole}) AS integer) / 60"
    return f"({minute} - CASE WHEN {day} THEN c.ahead ELSE 0 END)"


def _rounded(value: str, *, postgresql: bool) -> str:
    return f"round(({value})::numeric, 6)::double precision" if postgresql else f"round({value}, 6)"
