"""How fast the page of ``kg viz`` is made, opens and moves, for graphs of several sizes.

    python benchmarks/viz.py [THINGS ...]

The graphs are those of ``tests/crowd.py``. Making is told in seconds of the processor; opening and moving are measured
in headless Chromium without a graphics card, by the page's own clock: the first paint, the moment everything can be
used, and pictures a second while the view moves to and fro for three seconds (60 is the most a screen shows).
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

import chrome
import crowd
from pyoxigraph import Store

from kg.viz import FORMATS, Wish, draw

_OPENED = """
const paint = performance.getEntriesByName('first-contentful-paint')[0];
const page = performance.getEntriesByType('navigation')[0];
return [paint.startTime, page.domContentLoadedEventEnd];
"""
_MOVED = """
const done = arguments[arguments.length - 1];
const stage = document.getElementById('top');
const begin = performance.now();
let frames = 0;
(function next() {
  const passed = performance.now() - begin;
  if (passed > 3000) return done(frames / (passed / 1000));
  const key = Math.floor(passed / 500) % 2 ? 'ArrowLeft' : 'ArrowRight';
  stage.dispatchEvent(new KeyboardEvent('keydown', { key, shiftKey: true, bubbles: true }));
  frames++;
  requestAnimationFrame(next);
})();
"""
_ROW = "| {:>8} | {:>10} | {:>6} | {:>8} | {:>7} | {:>11} | {:>9} | {:>8} |"


def main(sizes: list[int]) -> None:
    print(_ROW.format("things", "drawn as", "nodes", "made, s", "size, MB", "first paint", "ready, ms", "frames/s"))
    print(_ROW.format(*["---"] * 8))
    with tempfile.TemporaryDirectory(prefix="kg-benchmark-") as folder:
        for size in sizes:
            graph = crowd.store(size)
            for name, wish in (("default", Wish()), ("--all", Wish(everything=True))):
                for row in _rows(graph, name, wish, Path(folder)):
                    print(_ROW.format(*row), flush=True)


def _rows(graph: Store, name: str, wish: Wish, folder: Path) -> Iterator[tuple[Any, ...]]:
    began = time.process_time()
    picture = draw(graph, wish)
    content = FORMATS[".html"](picture, "id")
    made = time.process_time() - began
    page = folder / "page.html"
    page.write_bytes(content)
    with tempfile.TemporaryDirectory(prefix="kg-chromium-") as profile, chrome.chromium(Path(profile)) as driver:
        driver.get(page.as_uri())
        paint, ready = driver.execute_script(_OPENED)
        frames = driver.execute_async_script(_MOVED)
    size = f"{len(content) / 1e6:.1f}"
    yield (
        picture.total,
        name,
        len(picture.points),
        f"{made:.1f}",
        size,
        f"{paint:.0f} ms",
        f"{ready:.0f}",
        f"{frames:.0f}",
    )


if __name__ == "__main__":
    missing = chrome.missing()
    if missing:
        sys.exit(missing)
    main([int(size) for size in sys.argv[1:]] or [1_000, 5_000, 20_000])
