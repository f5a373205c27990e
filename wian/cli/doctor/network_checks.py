"""How browsers and Redis reach the desk, and how many connections it may hold."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from wian.cli.doctor.diagnosis import Diagnosis, attend, faulty, fine
from wian.cli.doctor.installation import PATIENCE_SECONDS, Installation
from wian.kit.counted import number
from wian.notices.smtp_out import MailServerAway, SmtpOut

_TRUSTED = "WIAN_DESK_TRUSTED_PROXIES"
_MOST_TRUSTED = 2**16
"""Addresses of proxies: more are a whole network of clients."""
_WANTED_FILES = 8192


def proxy(found: Installation) -> Iterator[Diagnosis]:
    """Whether the desk speaks TLS to others, and believes its proxy and nobody else."""
    desk = found.desk
    if desk is None:
        yield attend("The desk's settings cannot be read (see settings).", "Mend those first.")
        return
    wrong: list[Diagnosis] = []
    if desk.warning:
        what = f"The desk at {desk.address}, listening on {desk.host}, speaks plain HTTP to others."
        remedy = "Put a proxy with TLS before it, and set WIAN_DESK_BASE_URL to its https address."
        wrong.append(attend(what, remedy))
    if desk.secure and not desk.trusted_proxies:
        what = f"{_TRUSTED} is not set: all offices look like one client, and wait for each other."
        wrong.append(attend(what, f"Set {_TRUSTED} to the proxy's address, as the desk sees it."))
    for network in desk.trusted_proxies:
        if network.prefixlen == 0:
            what = f"{_TRUSTED} has {network}: everybody may say which client they are."
            wrong.append(faulty(what, "List only the addresses of your own proxies."))
        elif network.num_addresses > _MOST_TRUSTED:
            what = f"{_TRUSTED} has {network}, which is more than proxies."
            wrong.append(attend(what, "List only the addresses of your own proxies."))
    yield from wrong or [fine(f"The desk is at {desk.address} for browsers.")]


def redis(found: Installation) -> Iterator[Diagnosis]:
    """Whether each Redis that is configured answers."""
    urls = dict(_redis_urls(found))
    if not urls:
        yield fine("No Redis is configured: each desk counts its own sign-ins.")
    for name, url in urls.items():
        if fault := _redis_fault(url):
            what = f"Redis of {name} does not answer ({fault}): each desk counts its own sign-ins."
            yield attend(what, "Start Redis, or correct host, port and password.")
        else:
            yield fine(f"Redis of {name} answers.")


def _redis_urls(found: Installation) -> Iterator[tuple[str, str]]:
    for name in ("WIAN_DESK_LIMIT_STORAGE", "PREFECT_SERVER_DOCKET_URL"):
        url = found.environ.get(name, "")
        if urlsplit(url).scheme in {"redis", "rediss"}:
            yield name, url


def _redis_fault(url: str) -> str | None:
    """Why it does not answer; its address may hold a password, and is not repeated."""
    patience: Any = {
        "socket_timeout": PATIENCE_SECONDS,
        "socket_connect_timeout": PATIENCE_SECONDS,
        "retry": Retry(NoBackoff(), 0),
    }
    try:
        with Redis.from_url(url, **patience) as client:
            client.ping()
    except (RedisError, ValueError, OSError) as error:
        return type(error).__name__
    return None


def mail(found: Installation) -> Iterator[Diagnosis]:
    """Whether the mail server answers, encrypts and lets wian sign in; nothing is sent."""
    settings = found.mail
    if settings is None:
        yield fine("No mail server is named: nothing goes by e-mail.")
        return
    try:
        with SmtpOut(settings, PATIENCE_SECONDS) as out:
            out.check()
    except MailServerAway as away:
        remedy = "Correct WIAN_MAIL_HOST and the settings beside it, or start the server."
        yield faulty(f"{str(away).removesuffix('.')}: letters wait.", remedy)
    else:
        yield fine(f"The mail server {settings.host} takes mail.")


def open_files(_found: Installation) -> Iterator[Diagnosis]:
    """How many files, and so connections, a process of this user may open."""
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    if hard == resource.RLIM_INFINITY or hard >= _WANTED_FILES:
        yield fine("A process may open enough files for many connections.")
        return
    what = f"A process may open {number(hard)} files: a desk serves few connections at a time."
    remedy = f"Set LimitNOFILE={_WANTED_FILES} in the desk's unit, or ulimits in the compose file."
    yield attend(what, remedy)
