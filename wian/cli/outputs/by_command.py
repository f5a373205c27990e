"""What does a command print with ``--json``? Its forms by command, and their JSON Schema."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Union

from pydantic import TypeAdapter

from wian.cli.outputs import (
    delays,
    directive_life,
    forecasts,
    office_work,
    progress,
    sending,
    upkeep,
)

OUTPUTS: Mapping[str, tuple[Any, ...]] = {
    "accounts add": (upkeep.AccountsAddOutput,),
    "accounts disable": (upkeep.AccountOutput,),
    "accounts enable": (upkeep.AccountOutput,),
    "accounts import": (upkeep.AccountsImportOutput,),
    "accounts list": (upkeep.AccountsListOutput,),
    "accounts reset": (upkeep.AccountsAddOutput,),
    "accounts roles": (upkeep.AccountOutput,),
    "accounts seed": (upkeep.AccountsSeedOutput,),
    "add": (directive_life.AddOutput,),
    "amend": (directive_life.AmendOutput,),
    "answer": (
        office_work.AnswerOutput,
        office_work.AnswerTakenBackOutput,
        office_work.AnswerFormOutput,
    ),
    "answers": (
        progress.AnswersFilesOutput,
        progress.AnswersListOutput,
        progress.AnswersImportedOutput,
    ),
    "backup": (upkeep.BackupFileOutput,),
    "checkpoint": (upkeep.CheckpointOutput,),
    "close": (directive_life.CloseOutput,),
    "correct": (office_work.CorrectOutput,),
    "doctor": (upkeep.DoctorOutput,),
    "export csv": (delays.ExportFileOutput,),
    "export ocel": (delays.ExportFileOutput,),
    "export parquet": (delays.ExportFileOutput,),
    "export xes": (delays.ExportFileOutput,),
    "forward-alone": (upkeep.ForwardAloneOutput,),
    "freeze": (upkeep.FreezeOutput,),
    "gather": (
        office_work.GatherOutput,
        office_work.GatherReportOutput,
        office_work.GatherStampOutput,
        office_work.GatherCorrectedOutput,
    ),
    "hops": (delays.HopsOutput,),
    "import bundle": (delays.ImportBundleOutput,),
    "import log": (delays.ImportLogOutput,),
    "import register": (delays.ImportRegisterOutput,),
    "insist": (directive_life.InsistOutput,),
    "issue": (office_work.IssueOutput,),
    "jurisdiction check": (sending.JurisdictionCheckOutput,),
    "letters": (
        office_work.LettersOutput,
        office_work.LettersEnclosuresOutput,
        office_work.LettersOriginalsOutput,
        office_work.LettersApartOutput,
        office_work.LettersSiteOutput,
    ),
    "mail bounces": (upkeep.MailBouncesOutput,),
    "mail digest": (upkeep.MailDigestOutput,),
    "mail list": (upkeep.MailListOutput,),
    "mail reach": (upkeep.MailReachOutput,),
    "mail send": (upkeep.MailSendOutput,),
    "mail test": (upkeep.MailTestOutput,),
    "offices": (
        sending.OfficesOutput,
        sending.OfficesComparedOutput,
        sending.OfficesUnderOutput,
    ),
    "outlook": (
        forecasts.OutlookOutput,
        forecasts.LookBackOutput,
    ),
    "plan": (sending.PlanOutput,),
    "profile learn": (delays.ProfileLearnOutput,),
    "propagate": (sending.PropagateOutput,),
    "receive": (office_work.ReceiveOutput,),
    "recur": (
        sending.RecurOutput,
        sending.RecurListOutput,
    ),
    "registers list": (office_work.RegistersListOutput,),
    "registers open": (office_work.RegisterChangeOutput,),
    "registers release": (office_work.RegisterChangeOutput,),
    "registers reserve": (office_work.RegisterChangeOutput,),
    "report bottlenecks": (delays.ReportBottlenecksOutput, delays.ReportAnswerBottlenecksOutput),
    "report change": (delays.ReportChangeOutput,),
    "report chart": (delays.ReportChartOutput,),
    "report conformance": (delays.ReportConformanceOutput,),
    "report control": (delays.ReportControlOutput,),
    "report html": (delays.ReportHtmlOutput,),
    "report latency": (delays.ReportLatencyOutput,),
    "report variants": (delays.ReportVariantsOutput,),
    "reroute": (directive_life.RerouteOutput,),
    "restore": (upkeep.BackupFileOutput,),
    "resume": (directive_life.SuspensionOutput,),
    "return": (directive_life.ReturnOutput, directive_life.ReportReturnOutput),
    "sql": (delays.SqlOutput,),
    "status": (
        progress.StatusOutput,
        progress.StatusListOutput,
    ),
    "succeed": (directive_life.SucceedOutput,),
    "suspend": (directive_life.SuspensionOutput,),
    "sweep": (sending.SweepOutput,),
    "thaw": (upkeep.ThawOutput,),
    "tokens add": (upkeep.TokensAddOutput,),
    "tokens list": (upkeep.TokensListOutput,),
    "tokens revoke": (upkeep.TokenOutput,),
    "totals": (progress.TotalsOutput,),
    "verify": (upkeep.VerifyOutput,),
    "webhooks add": (upkeep.WebhooksAddOutput,),
    "webhooks deliveries": (upkeep.WebhooksDeliveriesOutput,),
    "webhooks disable": (upkeep.WebhookOutput,),
    "webhooks list": (upkeep.WebhooksListOutput,),
    "webhooks test": (upkeep.WebhookMessageOutput,),
    "what-if": (forecasts.WhatIfOutput,),
    "withdraw": (directive_life.WithdrawOutput,),
}
"""The forms of what a command prints: one, or several where its options decide."""


def output_schema(command: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of what a command prints with ``--json``.

    Fields may be added to what commands print: a schema allows for more than it names.
    """
    forms: Any = Union[OUTPUTS[command]]  # noqa: UP007 - made of a tuple
    made = _plain(TypeAdapter(forms).json_schema(mode="serialization"))
    dialect = "https://json-schema.org/draft/2020-12/schema"
    return {"$schema": dialect, "title": f"wian {command} --json", **made}


def _plain(schema: Any) -> Any:
    """A schema without the titles and texts that pydantic takes from names of classes."""
    if isinstance(schema, list):
        return [_plain(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    named = {
        key: {name: _plain(each) for name, each in schema[key].items()}
        for key in ("properties", "$defs")
        if key in schema
    }
    left = schema.keys() - named.keys() - {"title", "description"}
    return named | {key: _plain(schema[key]) for key in schema if key in left}
