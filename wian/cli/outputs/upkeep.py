"""What commands print as JSON about accounts, programs, mail and the ledger itself."""

from __future__ import annotations

from typing_extensions import TypedDict


class AccountsAddOutput(TypedDict):
    """``wian accounts add``, ``wian accounts reset``."""

    office: str
    post: str
    roles: list[str]
    group: str | None
    disabled: bool
    must_change: bool
    password: str


class AccountOutput(TypedDict):
    """``wian accounts disable``, ``wian accounts enable``, ``wian accounts roles``."""

    office: str
    post: str
    roles: list[str]
    group: str | None
    disabled: bool
    must_change: bool


class AccountsImportOutput(TypedDict):
    """``wian accounts import``."""

    accounts: int
    passwords: str


class AccountsListOutput(TypedDict):
    """``wian accounts list``."""

    accounts: list[AccountOutput]


class AccountsSeedOutput(TypedDict):
    """``wian accounts seed``."""

    propagation: str
    accounts: int
    passwords: str | None


class VerifyFaultOutput(TypedDict):
    """Part of what ``wian backup`` prints."""

    kind: str
    where: str
    what: str


class BackupFileOutput(TypedDict):
    """``wian backup``, ``wian restore``."""

    file: str
    ok: bool
    letters: int
    faults: list[VerifyFaultOutput]


class CheckpointOutput(TypedDict):
    """``wian checkpoint``."""

    origin: str
    size: int
    root: str
    checkpoint: str


class DoctorCheckOutput(TypedDict):
    """Part of what ``wian doctor`` prints."""

    check: str
    state: str
    what: str
    remedy: str | None


class DoctorOutput(TypedDict):
    """``wian doctor``."""

    ok: bool
    faults: int
    attentions: int
    checks: list[DoctorCheckOutput]


class ForwardAloneOutput(TypedDict):
    """``wian forward-alone``."""

    changed: list[str]
    forwarding_alone: list[str]


class FreezeOutput(TypedDict):
    """``wian freeze``."""

    frozen: list[str]
    bytes: int
    compacted: bool


class MailBouncesOutput(TypedDict):
    """``wian mail bounces``."""

    bounced: int
    before: int
    late: int
    unknown: int
    other: int


class MailDigestDigestOutput(TypedDict):
    """Part of what ``wian mail digest`` prints."""

    office: str
    address: str
    last_sent: str | None
    by: str | None


class MailDigestOutput(TypedDict):
    """``wian mail digest``."""

    digests: list[MailDigestDigestOutput]


class MailListMessageOutput(TypedDict):
    """Part of what ``wian mail list`` prints."""

    id: str
    sender: str
    office: str
    kind: str
    address: str
    state: str
    stands: str
    since: str
    opened: str | None
    sent_anew: int
    attempts: int
    next_try: str | None
    last_error: str | None


class MailListOutput(TypedDict):
    """``wian mail list``."""

    propagation: str
    messages: list[MailListMessageOutput]


class MailReachOutput(TypedDict):
    """``wian mail reach``."""

    office: str
    reach: str
    address: str | None
    queued: int
    by_hand: int
    held_back: int


class MailSendOutput(TypedDict):
    """``wian mail send``."""

    sent: int
    refused: int
    put_off: int
    not_needed: int
    away: str | None


MailTestOutput = TypedDict(
    "MailTestOutput",
    {
        "to": "str",
        "from": "str",
        "message_id": "str",
    },
)
"""``wian mail test``."""


class ThawOutput(TypedDict):
    """``wian thaw``."""

    thawed: list[str]


class TokensAddOutput(TypedDict):
    """``wian tokens add``."""

    id: str
    office: str
    label: str
    scopes: list[str]
    created: str
    expires: str | None
    revoked: bool
    token: str


class TokenOutput(TypedDict):
    """``wian tokens revoke``."""

    id: str
    office: str
    label: str
    scopes: list[str]
    created: str
    expires: str | None
    revoked: bool


class TokensListOutput(TypedDict):
    """``wian tokens list``."""

    tokens: list[TokenOutput]


class VerifyOutput(TypedDict):
    """``wian verify``."""

    ok: bool
    checked: dict[str, int]
    faults: list[VerifyFaultOutput]


class WebhooksAddOutput(TypedDict):
    """``wian webhooks add``."""

    id: str
    office: str
    url: str
    events: list[str]
    created: str
    disabled: bool
    secret: str


class WebhookMessageOutput(TypedDict):
    """``wian webhooks test``."""

    id: str
    event: str
    state: str
    attempts: int
    next_try: str | None
    last_error: str | None


class WebhooksDeliveriesOutput(TypedDict):
    """``wian webhooks deliveries``."""

    webhook: str
    messages: list[WebhookMessageOutput]


class WebhookOutput(TypedDict):
    """``wian webhooks disable``."""

    id: str
    office: str
    url: str
    events: list[str]
    created: str
    disabled: bool


class WebhooksListOutput(TypedDict):
    """``wian webhooks list``."""

    webhooks: list[WebhookOutput]
