"""From mentions in an article to entities of the graph."""
