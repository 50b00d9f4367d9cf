"""Is a graph what it promises to be? The shapes of ontology/shapes.ttl, and the checks of queries/checks/.

A check is a question that nobody should be able to answer: every row of it is a fault. Shapes look at one node and what
it names; checks look across the graph.
"""
