r"""From tokens to what the parser walks over: macros expanded, declared names fused, brackets paired, lines joined."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from symnet.claims.tex.errors import ReadingError
from symnet.claims.tex.lex import MAX_TOKENS, OPENING, Token, lex, words
from symnet.claims.tex.vocabulary.load import Vocabulary

MAX_NESTING = 40
ENVIRONMENTS = words("equation align aligned gather gathered split multline eqnarray")
RELATIONS = words(r"= \equiv \propto \sim \to < > \le \ge \ne \approx \in :=")
SIGNS = RELATIONS | words(r"+ - \pm \mp \times \cdot /")


def lay_out(tex: str, vocabulary: Vocabulary) -> tuple[list[Token], dict[int, int]]:
    """The tokens to parse, and for each opening bracket the place of its closing one."""
    tokens = list(_split_digits(_expand(tex, lex(tex), vocabulary)))
    tokens = list(_join_lines(tex, list(_fuse(tokens, vocabulary))))
    return tokens, _pair(tex, tokens)


def _expand(tex: str, tokens: list[Token], vocabulary: Vocabulary) -> list[Token]:
    """Macros replaced, once: a macro whose text has a macro is refused, so nothing can grow."""
    expanded: list[Token] = []
    for token in tokens:
        body = vocabulary.macros.get(token.text)
        if body is None:
            expanded.append(token)
        elif any(inner.text in vocabulary.macros for inner in body):
            raise ReadingError(f"the macro {token.text} contains a macro", tex, token.span)
        else:
            expanded += [replace(inner, start=token.start, end=token.end) for inner in body]
        if len(expanded) > MAX_TOKENS:
            raise ReadingError("the macros make the equation too long", tex, token.span)
    return expanded


def _split_digits(tokens: list[Token]) -> Iterator[Token]:
    r"""``\frac12``: TeX takes one digit above and one below; longer numbers are left to be refused."""
    before = ""
    for token in tokens:
        if before == r"\frac" and token.kind == "number" and len(token.text) == 2:
            middle = token.start + 1
            yield replace(token, text=token.text[0], end=middle)
            yield replace(token, text=token.text[1], start=middle)
        else:
            yield token
        before = token.text


def _fuse(tokens: list[Token], vocabulary: Vocabulary) -> Iterator[Token]:
    r"""A declared name of several pieces, such as ``\Delta t``, becomes one token; the longest name wins."""
    heads = sorted((tuple(head.split(" ")) for head in vocabulary.heads()), key=len, reverse=True)
    starting: dict[str, list[tuple[str, ...]]] = {}
    for head in heads:
        starting.setdefault(head[0], []).append(head)
    place = 0
    while place < len(tokens):
        token, after = tokens[place], place + 1
        for head in starting.get(token.text, ()):
            after = place + len(head)
            if tuple(piece.text for piece in tokens[place:after]) == head:
                token = Token("name", " ".join(head), token.start, tokens[after - 1].end)
                break
        else:
            after = place + 1
            if token.text in vocabulary.indices:
                token = replace(token, kind="name")
        yield token
        place = after


def _join_lines(tex: str, tokens: list[Token]) -> Iterator[Token]:
    """Environments and alignment marks dropped; a line break or gap beside a sign is spacing, else it separates."""
    open_environments: list[Token] = []
    beside_sign = _beside_sign(tokens)
    for place, token in enumerate(tokens):
        inside_cases = bool(open_environments) and open_environments[-1].text == "cases"
        if token.kind == "begin":
            if token.text.removesuffix("*") not in ENVIRONMENTS | {"cases"}:
                raise ReadingError(f"the environment {token.text} is not known", tex, token.span)
            open_environments.append(token)
        elif token.kind == "end" and (not open_environments or open_environments.pop().text != token.text):
            raise ReadingError(f"\\end{{{token.text}}} closes nothing", tex, token.span)
        if token.kind in ("begin", "end"):
            if token.text == "cases":
                yield token
        elif token.text == "&" and not inside_cases:
            if not open_environments:
                raise ReadingError("& stands outside an environment such as align", tex, token.span)
        elif token.kind == "gap" or (token.kind == "break" and not inside_cases):
            if not beside_sign[place]:
                yield replace(token, kind="gap")
        else:
            yield token
    if open_environments:
        raise ReadingError("this environment is not closed", tex, open_environments[-1].span)


def _beside_sign(tokens: list[Token]) -> list[bool]:
    """For each token: is the nearest thing before or after it, other than layout, a sign or a relation."""

    def carried(order: Iterable[int]) -> dict[int, bool]:
        found, last = {}, False
        for place in order:
            found[place] = last
            if tokens[place].kind not in ("gap", "break", "begin", "end") and tokens[place].text != "&":
                last = tokens[place].text in SIGNS
        return found

    before, after = carried(range(len(tokens))), carried(reversed(range(len(tokens))))
    return [before[place] or after[place] for place in range(len(tokens))]


def _pair(tex: str, tokens: list[Token]) -> dict[int, int]:
    pairs: dict[int, int] = {}
    waiting: list[int] = []
    for place, token in enumerate(tokens):
        if token.kind in ("open", "begin"):
            waiting.append(place)
            if len(waiting) > MAX_NESTING:
                raise ReadingError(f"brackets nested more than {MAX_NESTING} deep", tex, token.span)
        elif token.kind in ("close", "end"):
            if not waiting:
                raise ReadingError(f"{_shown(token)} closes nothing", tex, token.span)
            opening = tokens[waiting[-1]]
            wanted = OPENING.get(opening.text, opening.text)
            if wanted != token.text or opening.size != token.size:
                hint = f"it was opened by {_shown(opening)}"
                raise ReadingError(f"{_shown(token)} does not close this bracket", tex, token.span, hint)
            pairs[waiting.pop()] = place
    if waiting:
        raise ReadingError(f"{_shown(tokens[waiting[-1]])} is never closed", tex, tokens[waiting[-1]].span)
    return pairs


def _shown(token: Token) -> str:
    size = {"left": r"\left", "": ""}.get(token.size, f"\\{token.size}") if token.kind == "open" else ""
    size = r"\right" if token.kind == "close" and token.size == "left" else size
    return f"{size}{token.text}"
