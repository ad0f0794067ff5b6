"""The only room where symbols are made: names, TeX, assumptions, units; and the safe reading of typed input."""
