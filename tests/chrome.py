"""A real browser for the tests of pages: headless Chromium, driven by selenium, cut off from every network service."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

DRIVER = "/usr/bin/chromedriver"
_FLAGS = (
    "headless", "no-sandbox", "disable-gpu", "disable-quic", "no-first-run", "disable-background-networking",
    "disable-component-update", "disable-sync", "disable-dev-shm-usage", "hide-scrollbars",
)  # fmt: skip


def missing() -> str:
    """What a test needs and this machine lacks, "" if nothing."""
    if not (shutil.which("chromium") and Path(DRIVER).exists()):
        return "no chromium with its chromedriver here (Debian: apt-get install chromium chromium-driver)"
    return ""


@contextmanager
def chromium(profile: Path) -> Iterator[Any]:
    """A driver with a fresh profile; the window is 1400 x 900 and light."""
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    for flag in _FLAGS:
        options.add_argument(f"--{flag}")
    options.add_argument(f"--user-data-dir={profile}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    try:
        screen(driver)
        yield driver
    finally:
        driver.quit()


def screen(driver: Any, width: int = 1400, height: int = 900, *, dark: bool = False, media: str = "") -> None:
    """What the page is shown on. ``media``: "print" for paper."""
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    features = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": media, "features": features})


def complaints(driver: Any) -> list[str]:
    """Messages of the console since the last call."""
    return [entry["message"] for entry in driver.get_log("browser")]


def requested(driver: Any) -> list[str]:
    """Addresses asked for since the last call, without what the browser takes from itself."""
    events = (json.loads(entry["message"])["message"] for entry in driver.get_log("performance"))
    urls = [e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"]
    return [url for url in urls if not url.startswith(("data:", "about:", "chrome:"))]
