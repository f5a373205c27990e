"""The settings of alerts: who is told once a day of what is late, and from which hour on."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from hierarchy.office import MailAddress
from wian.kit.errors import InputFaults
from wian.kit.pydantic_faults import faults_of_settings
from wian.notices.http_out import checked_address, private_allowed

PREFIX = "WIAN_ALERT_"


def _listed(given: object) -> object:
    return [each.strip() for each in given.split(",")] if isinstance(given, str) else given


class AlertSettings(BaseSettings):
    """Read from the environment: each field in capitals after ``WIAN_ALERT_``.

    Attributes:
        mail: Addresses that get it by e-mail, with commas between them.
        webhook: Address that it is posted to as JSON; none where empty.
        hour: Hour, on the offices' clock, from which on it is sent on working days.
    """

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, env_ignore_empty=True)

    mail: Annotated[tuple[MailAddress, ...], NoDecode, BeforeValidator(_listed)] = ()
    webhook: str = ""
    hour: Annotated[int, Field(ge=0, le=23)] = 8


def alert_settings() -> AlertSettings:
    """The settings of alerts.

    Raises:
        InputFaults: Some make no sense.
    """
    try:
        found = AlertSettings()
    except ValidationError as error:
        raise InputFaults("The settings of alerts", faults_of_settings(error, PREFIX)) from None
    if found.webhook:
        checked_address(found.webhook, allow_private=private_allowed())
    return found
