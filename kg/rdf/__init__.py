"""RDF: minting IRIs, mapping extractions to quads."""
