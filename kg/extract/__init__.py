"""Reading one article: one module per kind of finding, run in the order of ``extract``. No IRI is known here."""
