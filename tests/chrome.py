"""A real browser for the tests of pages: headless Chromium, driven by selenium; and the page of ``kg viz`` in it."""

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


def hand(driver: Any) -> Any:
    """What moves the pointer."""
    from selenium.webdriver.common.action_chains import ActionChains

    return ActionChains(driver)


class Page:
    """The page as a reader meets it: by what stands on it, never by what its scripts call it."""

    def __init__(self, driver: Any, path: Path) -> None:
        self.driver, self.path = driver, path
        self.data: Any = None

    def open(self, state: str = "") -> Page:
        self.driver.get("about:blank")
        self.driver.get(f"{self.path.as_uri()}#{state}")
        self.data = json.loads(self.js("return document.getElementById('data').textContent"))
        assert self.js("return document.documentElement.dataset.ready") == "yes"
        return self

    def js(self, script: str, *given: Any) -> Any:
        return self.driver.execute_script(script, *given)

    def text(self, where: str) -> str:
        return str(self.js("return document.querySelector(arguments[0]).innerText", where))

    def texts(self, where: str) -> list[str]:
        return list(self.js("return [...document.querySelectorAll(arguments[0])].map((e) => e.innerText)", where))

    def press(self, where: str, words: str = "") -> None:
        """Press the first button under ``where`` with these words."""
        found = [b for b in self.driver.find_elements("css selector", where) if words in b.text]
        assert found, f"nothing at {where} says {words!r}: {self.texts(where)}"
        found[0].click()

    def type(self, where: str, *keys: str) -> None:
        self.driver.find_element("css selector", where).send_keys(*keys)

    def node(self, label: str, **wanted: str) -> int:
        labels = self.data["nodes"]["label"]
        kinds, pillars = self.data["kinds"], [*self.data["pillars"], ""]
        return next(
            n
            for n, own in enumerate(labels)
            if label in (own if isinstance(own, list) else [own])
            and kinds[self.data["nodes"]["kind"][n]] == wanted.get("kind", kinds[self.data["nodes"]["kind"][n]])
            and wanted.get("pillar", pillars[self.data["nodes"]["pillar"][n]])
            == pillars[self.data["nodes"]["pillar"][n]]
        )

    def click_at(self, x: float, y: float, state: str = "") -> None:
        """Open the page with this point of the picture in the middle of the stage, and click there."""
        self.open(f"v={x},{y},1.5{state}")
        stage = self.driver.find_element("id", "top")
        hand(self.driver).move_to_element(stage).click().perform()

    def settled_address(self) -> str:
        """What stands behind "#" once the page has written it: a quarter of a second after the last change."""
        self.driver.execute_async_script("setTimeout(arguments[0], 600)")
        return str(self.js("return location.hash.slice(1)"))
