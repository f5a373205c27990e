"""Who stands under whom: offices, lines, the graph that they form, and routes down it."""
