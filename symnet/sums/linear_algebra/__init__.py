"""Linear algebra of symbolic size: closed determinants and inverses, and the statements that prove them."""
