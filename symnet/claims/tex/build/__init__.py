"""The tree to objects: SymPy's where it has one, unevaluated, else the reader's own."""
