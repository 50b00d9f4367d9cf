"""The command line: parse arguments, call one function, print, exit code. Nothing is decided here."""

from __future__ import annotations


def main() -> None:
    """Entry point of the ``kg`` script."""
    from kg.cli.app import cli

    cli(prog_name="kg")
