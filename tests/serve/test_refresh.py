"""While a build runs beside it the server goes on answering, and shows the new state without a restart."""

from __future__ import annotations

import time
from pathlib import Path

import graphs
import small
from served import serving

from kg import pipeline


def test_new_articles_show_without_a_restart(tmp_path: Path) -> None:
    with small.graph(tmp_path, small.MULYO):
        pass
    folder = tmp_path / "graph"
    with serving(folder, "-q") as server:
        count = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?a tp:source ?s } }"

        def articles() -> int:
            return int(server.ask(count).json()["results"]["bindings"][0]["n"]["value"])

        assert articles() == 1
        first = server.get("/health").json()["snapshot"]
        pipeline.build(small.articles(small.MULYO, small.SEPI), folder, extract=graphs.extract)
        for _ in range(50):
            if server.get("/health").json()["snapshot"] != first:
                break
            time.sleep(0.2)
        assert articles() == 2
        assert "Babinsa" in server.page("/cari?q=tono+wibowo")
        assert "<mark>" in server.page("/cari?q=patroli")
