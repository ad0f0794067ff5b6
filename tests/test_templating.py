import pytest

from symnet import templating
from symnet.errors import SymnetError
from symnet.templating import Markup, escape_tex, render


@pytest.fixture
def templates(tmp_path, monkeypatch):
    """A templates folder of the test's own; returns a writer."""
    monkeypatch.setattr(templating, "resource", lambda *parts: tmp_path)
    templating._environment.cache_clear()

    def write(name, text):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return name

    yield write
    templating._environment.cache_clear()


def test_html_escapes_every_value_that_is_not_finished_markup(templates):
    name = templates("html/a.html.jinja", "{{ a }}|{{ b }}")
    assert render(name, a="<b>&", b=Markup("<b>")) == "&lt;b&gt;&amp;|<b>"


def test_latex_escapes_every_value_that_is_not_finished_markup(templates):
    name = templates("latex/a.tex.jinja", r"\textbf{<< a >>} << b >> {{ }} {% %}")
    assert render(name, a=r"\input{x} 5% _", b=Markup(r"\alpha")) == (
        r"\textbf{\textbackslash{}input\{x\} 5\% \_} \alpha {{ }} {% %}"
    )


def test_a_latex_macro_is_escaped_once(templates):
    name = templates("latex/m.tex.jinja", "<% macro f(x) %>\\emph{<< x >>}<% endmacro %><< f('a_b') >>")
    assert render(name) == r"\emph{a\_b}"


def test_generated_code_passes_as_it_is(templates):
    name = templates("kernels/a.c.jinja", "{% if True %}\nx {{ op }} 1;\n{% endif %}\n")
    assert render(name, op="<<") == "x << 1;\n"


def test_a_missing_name_is_an_error_that_names_it(templates):
    name = templates("kernels/b.c.jinja", "{{ width }}")
    with pytest.raises(SymnetError, match="'width' is undefined"):
        render(name)


@pytest.mark.parametrize("name", ["html/none.jinja", "../pyproject.toml", "/etc/passwd"])
def test_a_template_outside_the_folder_is_refused(templates, name):
    with pytest.raises(SymnetError, match="TemplateNotFound"):
        render(name)


def test_line_breaks_cannot_open_a_tex_paragraph():
    assert escape_tex("a\n\n\x1bb") == "a   b"
