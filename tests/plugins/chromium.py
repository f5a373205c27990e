"""Debian's Chromium, for tests that look at pages as people do."""

from __future__ import annotations

import importlib
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:  # only tests that open one load it
    from playwright.sync_api import Browser

_UNWANTED = (
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup"),  # a second of each window's time
    *("AimEnabled", "DestroyProfileOnBrowserClose", "HttpsUpgrades", "LensOverlay", "MediaRouter"),
    *("NetworkTimeServiceQuerying", "OptimizationHints", "PaintHolding", "PreconnectToSearch"),
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "ThirdPartyStoragePartitioning"),
)
"""What windows that nobody sees do without; Playwright's own list, which this one replaces."""
_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--disable-features={','.join(_UNWANTED)}",
)
_PATIENCE = 180_000
"""Milliseconds that the start may take: a loaded machine is slow, not wrong."""


@pytest.fixture(scope="module")  # Playwright's event loop would be in the way of others' tests
def browser() -> Iterator[Browser]:
    """A browser; skips where there is none."""
    pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("chromium is not installed")
    with importlib.import_module("playwright.sync_api").sync_playwright() as driver:
        started = driver.chromium.launch(
            executable_path=chromium, args=list(_FLAGS), timeout=_PATIENCE
        )
        yield started
        started.close()
