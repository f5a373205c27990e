"""The description of the API: OpenAPI for programs, and a page of it for people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import HTMLResponse

from wian.desk.api.authentication import Needs
from wian.desk.api.problems import Problem
from wian.desk.app.context import desk_of

PREFIX, VERSION = "/api", "/v1"
_INTRODUCTION = (
    "For other systems of an office: what it was sent, stamping, the next letter, answers, and "
    "how far a directive has come. Each request shows a token of the office "
    "(Authorization: Bearer wian_...) and sees that office's letters only. Moments are ISO 8601 "
    "with their zone; a date alone stays a date. A request that is refused gets a problem "
    "(RFC 9457) with a whole sentence."
)
_REF = "#/components/schemas/"


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation as the page shows it.

    Attributes:
        method, path: What is requested.
        tag: Its group.
        says: What it does.
        scope: What the token must have.
        parameters: Name, where it goes, what it is, and whether it must be given.
        body: Name of what is sent; empty where nothing is.
        answers: Status, what it means, and name of what is given.
    """

    method: str
    path: str
    tag: str
    says: str
    scope: str
    parameters: tuple[tuple[str, str, str, bool], ...]
    body: str
    answers: tuple[tuple[str, str, str], ...]


def description(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI description of an app, made once."""
    if app.openapi_schema is None:
        made = get_openapi(
            title=app.title,
            version=app.version,
            summary="Letters of an office, for its own systems.",
            description=_INTRODUCTION,
            routes=app.routes,
            servers=[{"url": PREFIX}],
        )
        _add_problem(made["components"]["schemas"])
        for path, route in routes(app):
            _add_scope(made["paths"][path], route)
        app.openapi_schema = made
    return app.openapi_schema


def operations(described: dict[str, Any]) -> list[Operation]:
    """The operations of a description, by path."""
    return [
        _operation(method, path, values)
        for path, methods in described["paths"].items()
        for method, values in methods.items()
    ]


def shapes(schemas: dict[str, Any]) -> Iterator[tuple[str, list[tuple[str, str, bool, str]]]]:
    """Name of each shape, and its fields: name, kind, whether it is always there, what it is."""
    for name, schema in sorted(schemas.items()):
        required = set(schema.get("required", ()))
        fields = [
            (field, _kind(values), field in required, values.get("description", ""))
            for field, values in schema.get("properties", {}).items()
        ]
        yield name, fields or [("", _kind(schema), True, schema.get("description", ""))]


def show_description(request: Request) -> HTMLResponse:
    """The page: everything that the description says, without a script."""
    described = description(request.app)
    values = {
        "title": described["info"]["title"],
        "version": described["info"]["version"],
        "says": described["info"]["description"],
        "prefix": PREFIX,
        "operations": operations(described),
        "shapes": dict(shapes(described["components"]["schemas"])),
        "security": described["components"]["securitySchemes"]["token"]["description"],
    }
    template = desk_of(request).templates.get_template("api.html.j2")
    return HTMLResponse(template.render(values))


def routes(app: FastAPI) -> Iterator[tuple[str, APIRoute]]:
    """The routes of the API, each with its path below the prefix."""
    for router in app.state.routers:
        for route in router.routes:
            if isinstance(route, APIRoute):
                yield f"{VERSION}{route.path_format}", route


def scope_of(route: APIRoute) -> str:
    """The scope that a route needs of a token."""
    return next(_scopes(route.dependant))


def _scopes(dependant: Dependant) -> Iterator[str]:
    for each in dependant.dependencies:
        if isinstance(each.call, Needs):
            yield each.call.scope.value
        yield from _scopes(each)


def _add_problem(schemas: dict[str, Any]) -> None:
    made = Problem.model_json_schema(ref_template=_REF + "{model}")
    schemas.update(made.pop("$defs"))
    schemas[Problem.__name__] = made


def _add_scope(methods: dict[str, Any], route: APIRoute) -> None:
    scope = scope_of(route)
    for method in route.methods or ():
        values = methods[method.lower()]
        values["x-scope"] = scope
        values["description"] = f"{values['description']}\n\nNeeds the scope `{scope}`."


def _operation(method: str, path: str, values: dict[str, Any]) -> Operation:
    return Operation(
        method=method.upper(),
        path=path,
        tag=values["tags"][0],
        says=values["description"].partition("\n\n")[0],
        scope=values["x-scope"],
        parameters=tuple(
            (each["name"], each["in"], _kind(each["schema"]), each.get("required", False))
            for each in values.get("parameters", ())
        ),
        body=_content(values.get("requestBody", {})),
        answers=tuple(
            (status, answer["description"], _content(answer))
            for status, answer in sorted(values["responses"].items())
        ),
    )


def _content(holder: dict[str, Any]) -> str:
    kinds = (_kind(each.get("schema", {})) for each in holder.get("content", {}).values())
    return next(kinds, "")


def _kind(schema: dict[str, Any]) -> str:
    """What a value is, in a word or two."""
    if "$ref" in schema:
        return str(schema["$ref"]).removeprefix(_REF)
    if "anyOf" in schema:
        return " or ".join(_kind(each) for each in schema["anyOf"])
    if schema.get("type") == "array":
        return f"list of {_kind(schema.get('items', {}))}"
    if "enum" in schema:
        return ", ".join(map(str, schema["enum"]))
    return str(schema.get("format") or schema.get("type", "any"))
