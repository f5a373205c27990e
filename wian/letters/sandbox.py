"""The sandbox that a jurisdiction's templates run in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cached_property, lru_cache
from pathlib import Path
from types import TracebackType
from typing import Any, NoReturn

from jinja2 import (
    FileSystemLoader,
    StrictUndefined,
    Template,
    TemplateNotFound,
    TemplateSyntaxError,
    nodes,
)
from jinja2.debug import rewrite_traceback_stack
from jinja2.environment import TemplateModule
from jinja2.sandbox import ImmutableSandboxedEnvironment

from wian.jurisdictions.jurisdiction import PLAIN_TEMPLATES, Wording
from wian.kit.errors import WianError
from wian.kit.number_signs import NumberSigns
from wian.kit.template_bounds import (
    OPERATIONS,
    BoundedGenerator,
    begin,
    bounded_call,
    bounded_filters,
    bounded_operation,
)
from wian.kit.text_file import printable
from wian.kit.text_width import centred, padded

_SHOWN = 200


class MissingTemplate(WianError):
    """A template that a jurisdiction does not have.

    Args:
        name: Name of its file.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            f"The jurisdiction has no template {printable(name[:80])}; "
            "add the file to its folder of templates, or name one that is there."
        )


class TemplateFault(WianError):
    """A template that cannot be filled in.

    Args:
        name: Name of its file.
        line: The line, as far as it is known.
        why: What is wrong, in Jinja's words.
    """

    def __init__(self, name: str, line: int | None, why: str) -> None:
        self.name, self.line = name, line
        at = f", line {line}" if line else ""
        said = printable(" ".join(why.split())[:_SHOWN]).rstrip(".")
        super().__init__(f"The template {printable(name[:80])}{at} cannot be filled in: {said}.")


class MissingMacro(TemplateFault):
    """A template without a macro that letters need.

    Args:
        name: Name of its file.
        macro: Name of the macro.
    """

    def __init__(self, name: str, macro: str) -> None:
        self.name, self.line = name, None
        called = f"{macro}({', '.join(_values_of(name, macro))})"
        said = f"The template {printable(name[:80])} lacks the macro {called}; take it from plain."
        WianError.__init__(self, said)


class KeptTemplateFault(WianError):
    """A template that a live propagation was recorded with cannot be filled in.

    Args:
        fault: What is wrong with it.
    """

    def __init__(self, fault: TemplateFault) -> None:
        super().__init__(
            f"{fault} The ledger keeps its own copy of the templates, as they were when the "
            "directive was sent: mending the folder mends only directives sent afterwards."
        )


def environment(wording: Wording) -> ImmutableSandboxedEnvironment:
    """The environment of a jurisdiction's templates.

    Only files of that folder, and plain ones for what it lacks, are compiled; what an office or a
    directive says enters as a value and stays one. A name that a template misspells is an error,
    and HTML and XML escape every value.

    Args:
        wording: Whose templates, with which words, and which of their spaces no line ends at.
    """
    return _worded(wording.templates, wording)


def plain_environment(wording: Wording) -> ImmutableSandboxedEnvironment:
    """The environment of the plain templates, for what a jurisdiction's own ones do not say."""
    return _worded(PLAIN_TEMPLATES, wording)


def _worded(templates: Path, wording: Wording) -> ImmutableSandboxedEnvironment:
    """The environment of templates with a wording's words: organisations may share a folder."""
    made = _environment(templates, wording.kept, wording.signs, repr(wording.words))
    made.globals["words"] = wording.words
    return made


@contextmanager
def told(name: str) -> Iterator[None]:
    """Says in a sentence what a macro of a template refuses, where no template is rendered.

    Args:
        name: Name of the template's file.

    Raises:
        TemplateFault: The macro failed.
    """
    begin()
    try:
        yield
    except WianError:
        raise
    except Exception as error:  # a template raises whatever its author's expressions do
        placed = rewrite_traceback_stack()  # in lines of the template, not of what Jinja made of it
        raise _fault(error.with_traceback(placed.__traceback__), name) from error


@contextmanager
def kept_templates() -> Iterator[None]:
    """Says that the ledger's copy of a template is at fault, where a recorded one is filled in.

    Raises:
        KeptTemplateFault: A template failed.
    """
    try:
        yield
    except TemplateFault as error:
        raise KeptTemplateFault(error) from error


class _BoundedTemplate(Template):
    """A template whose length is counted anew each time that it is filled in."""

    def render(self, *args: Any, **named: Any) -> str:
        """The page or letter with values filled in."""
        begin()
        return super().render(*args, **named)


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, which looks only once at each attribute of each type.

    What is safe depends on nothing else, and letters read the same few attributes again and again.
    """

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a template may read an attribute of a value; as Jinja says."""
        known = self._judged.get((type(obj), attr))
        if known is None:
            known = self._judged[type(obj), attr] = super().is_safe_attribute(obj, attr, value)
        return known

    def get_template(self, name: str | Template, *args: Any, **named: Any) -> Template:
        """The template of that name, here or where another one names it.

        Raises:
            MissingTemplate: There is none.
        """
        try:
            return super().get_template(name, *args, **named)
        except TemplateNotFound as error:
            raise MissingTemplate(str(error.name or name)) from None

    def handle_exception(self, source: str | None = None) -> NoReturn:
        """What compiling or rendering raised, as a sentence with file and line."""
        error = rewrite_traceback_stack(source=source)
        if isinstance(error, WianError) or not isinstance(error, Exception):
            raise error
        raise _fault(error, "?") from error

    @cached_property
    def _judged(self) -> dict[tuple[type, str], bool]:
        return {}


class _Bounded(_Sandbox):
    """The sandbox for templates of strangers, which end."""

    intercepted_binops = OPERATIONS
    code_generator_class = BoundedGenerator
    template_class = _BoundedTemplate

    def call(self, context: Any, called: Any, /, *args: Any, **named: Any) -> Any:
        """What a template calls, as far as it is bounded."""
        bounded_call(called, (*args, *named.values()))
        return super().call(context, called, *args, **named)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """What an operator makes, as far as it is bounded."""
        bounded_operation(operator, left, right)
        return super().call_binop(context, operator, left, right)


def _fault(error: Exception, name: str) -> TemplateFault:
    """The fault with the place that is nearest to it."""
    if isinstance(error, TemplateSyntaxError):
        return TemplateFault(error.name or name, error.lineno, error.message or "no valid template")
    if isinstance(error, AttributeError) and isinstance(error.obj, TemplateModule):
        return MissingMacro(name, error.name or "")
    place = _place(error.__traceback__)
    why = str(error) or type(error).__name__
    return TemplateFault(place[0] if place else name, place[1] if place else None, why)


def _values_of(name: str, macro: str) -> list[str]:
    """What the plain macro of that name is given, in its order."""
    for folder in (PLAIN_TEMPLATES.parent / "plain" / "templates", PLAIN_TEMPLATES):
        with suppress(OSError):
            parsed = ImmutableSandboxedEnvironment().parse((folder / name).read_text("utf-8"))
            for each in parsed.find_all(nodes.Macro):
                if each.name == macro:
                    return [value.name for value in each.args]
    return []


def _place(trace: TracebackType | None) -> tuple[str, int] | None:
    """The last template in a traceback, and the line."""
    found = None
    while trace is not None:
        path = Path(trace.tb_frame.f_code.co_filename)
        if path.name.endswith((".j2", ".css", ".js")):
            found = path.name, trace.tb_lineno
        trace = trace.tb_next
    return found


@lru_cache(maxsize=8)
def _environment(
    templates: Path,
    kept: Callable[[str], str],
    signs: NumberSigns,
    _words: str,  # others have an environment of their own, with what was made of these
) -> ImmutableSandboxedEnvironment:
    made = (_Sandbox if of_the_program(templates) else _Bounded)(
        loader=FileSystemLoader([templates, PLAIN_TEMPLATES]),
        undefined=StrictUndefined,
        autoescape=lambda name: name is not None and name.endswith((".html.j2", ".xml.j2")),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    made.filters["centred"] = centred
    made.filters["kept"] = kept
    made.filters["figure"] = signs.written
    made.filters["padded"] = padded
    if isinstance(made, _Bounded):
        made.filters = bounded_filters(made.filters)
    return made


def of_the_program(templates: Path) -> bool:
    """Whether templates come with the program, and are no stranger's."""
    return templates.resolve().is_relative_to(PLAIN_TEMPLATES.parent.resolve())
