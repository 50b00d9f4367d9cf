"""The command line: parse arguments, call one function, print, exit code. Nothing is decided here."""

from __future__ import annotations


def main() -> None:
    """Entry point of the ``kg`` script."""
    import io
    import sys

    from kg.cli.app import cli

    if isinstance(sys.stdout, io.TextIOWrapper):  # a terminal that lacks a character shows "?" instead of ending us
        sys.stdout.reconfigure(errors="replace")
    cli(prog_name="kg")
