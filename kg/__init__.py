"""Tiga Pilar KG: Indonesian news articles in, a knowledge graph out.

In Python and notebooks::

    import kg

    with kg.open("graph") as graph:
        persons = graph.ask("persons")  # a pandas frame
        together = graph.network("people", project="co-occurrence")  # a networkx graph
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from kg.notebook import KnowledgeGraph

__version__ = "0.1.0"
__all__ = ["__version__", "open"]


def open(path: str | Path = "graph") -> KnowledgeGraph:
    """The graph in a folder, for reading; see ``kg.notebook.KnowledgeGraph``. Raises ``kg.errors.GraphError``."""
    from kg.notebook import KnowledgeGraph

    return KnowledgeGraph(path)
