import pytest

from symnet.claims.claim import ClaimError
from symnet.claims.collecting import claims_in, collect, derivation_files
from symnet.errors import InputError

HEADER = "import sympy as sp\nfrom symnet.claims import claim, Equation\nx, y = sp.symbols('x y')\n"
TWO = (
    HEADER
    + """
@claim("2", section="1", states=Equation(sp.Eq(y, x)), printed="y = x")
def the_second_id_stands_first():
    return x

@claim("1", section="1", states=Equation(sp.Eq(y, 2 * x)), printed="y = 2x", expects="refuted")
def the_first_id_stands_second():
    return x

@claim("1/words", section="1", states=Equation(sp.Eq(y, x)), title="what is said in words", premises=("1",))
def in_words():
    return x
"""
)


@pytest.fixture
def file(tmp_path):
    def write(text, name="own.py"):
        path = tmp_path / name
        path.write_text(text)
        return path

    return write


def test_claims_come_in_the_order_in_which_they_stand(file):
    path = file(TWO)
    assert [claim.id for claim in claims_in(path)] == ["2", "1", "1/words"]
    assert claims_in(path)[0].title == "the second id stands first"
    assert claims_in(path)[2].premises == ("1",)


def test_a_claim_knows_its_file_and_line(file):
    path = file(TWO)
    assert claims_in(path)[0].place == f"{path}:5"


def test_two_claims_with_one_id_are_an_error_that_names_both_places(file):
    first, second = file(TWO), file(TWO, "again.py")
    with pytest.raises(ClaimError, match=r"claim 2 is stated twice.*own\.py.*again\.py|again\.py.*own\.py"):
        collect([first, second])


@pytest.mark.parametrize(
    ("head", "message"),
    [
        ("'3 7', section='1', states=Equation(sp.Eq(y, x)), printed='y = x'", "not of the form"),
        ("'3.7', section='1', states=sp.Eq(y, x), printed='y = x'", "is not a statement"),
        ("'3.7', section='1', states=Equation(sp.Eq(y, x))", "needs a title"),
    ],
)
def test_what_is_not_a_claim_is_refused_by_name(file, head, message):
    path = file(f"{HEADER}\n@claim({head})\ndef derive():\n    return x\n")
    with pytest.raises(ClaimError, match=message):
        claims_in(path)


def test_files_that_begin_with_an_underscore_are_not_derivations(tmp_path, file):
    file(TWO), file(TWO, "_shared.py")
    assert [path.name for path in derivation_files(tmp_path)] == ["own.py"]


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(InputError, match="nowhere"):
        collect([tmp_path / "nowhere"])


def test_a_folder_s_other_python_files_are_not_run(tmp_path, file):
    file(TWO)
    file("raise SystemExit('this file states no claims')\n", "setup.py")
    assert list(collect([tmp_path])) == ["2", "1", "1/words"]


def test_a_file_that_fails_is_named_with_its_error(file):
    path = file(HEADER + "@claim(\n")
    with pytest.raises(ClaimError, match=r"own\.py' cannot be run: SyntaxError"):
        collect([path])
