"""Reading input: files, folders, patterns and standard input in, articles or refusals out."""

from kg.corpus.read import FORMATS, Limits, read

__all__ = ["FORMATS", "Limits", "read"]
