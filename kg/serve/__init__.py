"""A server over one graph directory: SPARQL for programs, pages for people. Reads snapshots; builds go on beside it."""
