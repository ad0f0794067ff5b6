"""Reading printed TeX: strict, with a declared vocabulary, into the objects the theory speaks.

>>> from symnet.claims.tex import Vocabulary, read
>>> words = Vocabulary.load('''
... indices = ["n", "k"]
... [symbols]
... 'x_n' = "real"
... 'w_n' = "real"
... ''')
>>> read(r"x_n = \\sum_{k=1}^{n} k w_{n-k+1}", words).object
Eq(x[n], Sum(k*w[-k + n + 1], (k, 1, n)))
"""

from symnet.claims.tex.errors import ReadingError, VocabularyError
from symnet.claims.tex.evaluated import evaluated
from symnet.claims.tex.reading import Reading, read
from symnet.claims.tex.show.printer import show
from symnet.claims.tex.vocabulary.load import Vocabulary

__all__ = ["Reading", "ReadingError", "Vocabulary", "VocabularyError", "evaluated", "read", "show"]
