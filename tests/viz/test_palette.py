"""Colours that all readers can tell apart, on both grounds."""

from __future__ import annotations

from itertools import combinations

import pytest

from kg.viz.palette import DARK, LIGHT, Theme

NAMES = ("tni", "polri", "pemerintah", "masyarakat", "unknown")

# Machado, Oliveira and Fernandes 2009: how colours look without one kind of cone.
SIGHT = {
    "full": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "no green": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "no blue": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}  # fmt: skip


def linear(color: str) -> tuple[float, ...]:
    parts = [byte / 255 for byte in bytes.fromhex(color[1:])]
    return tuple(p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)


def luminance(color: str) -> float:
    r, g, b = linear(color)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(a: str, b: str) -> float:
    light, dark = sorted((luminance(a), luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def lab(color: str, sight: str) -> tuple[float, float, float]:
    seen = [sum(w * c for w, c in zip(row, linear(color), strict=True)) for row in SIGHT[sight]]
    r, g, b = (min(max(part, 0.0), 1.0) for part in seen)
    xyz = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047, 0.2126 * r + 0.7152 * g + 0.0722 * b, \
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883  # fmt: skip
    x, y, z = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("sight", SIGHT)
def test_pillars_stay_apart(theme: Theme, sight: str) -> None:
    for one, other in combinations(NAMES, 2):
        a, b = lab(getattr(theme, one), sight), lab(getattr(theme, other), sight)
        distance = sum((p - q) ** 2 for p, q in zip(a, b, strict=True)) ** 0.5
        assert distance > (18 if sight == "no blue" else 25), (one, other, distance)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_shapes_and_words_stand_out(theme: Theme) -> None:
    for name in (*NAMES, "place", "conflict"):
        assert contrast(getattr(theme, name), theme.ground) >= 3, name
    for name in ("ink", "muted", "conflict"):
        assert contrast(getattr(theme, name), theme.ground) >= 4.5, name
        assert contrast(getattr(theme, name), theme.surface) >= 4.5, name


def test_who_belongs_to_several_pillars_has_the_colour_of_none() -> None:
    assert LIGHT.of("person", "Polri") == LIGHT.polri
    assert LIGHT.of("person", "Polri, TNI") == LIGHT.of("organization", "") == LIGHT.unknown
