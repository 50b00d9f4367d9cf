"""Libraries that only some commands need: imported when they are, and how to get them when missing."""

from __future__ import annotations

import importlib
from typing import Any

from kg.errors import UsageError


def load(module: str, extra: str, purpose: str) -> Any:
    """The module; raises UsageError saying which extra of the package holds it. ``purpose``: what asks for it."""
    try:
        return importlib.import_module(module)
    except ImportError:
        package = module.partition(".")[0]
        raise UsageError(
            f"{purpose} needs the package {package}, which is not installed; "
            f'install it with: pip install "tigapilar-kg[{extra}]"'
        ) from None
