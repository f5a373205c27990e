"""A fuzzer reads the API's description and tries what it allows, and what it forbids.

``--fuzz 500`` tries so many requests of each operation, others at each run.
"""

from __future__ import annotations

import warnings

import pytest
from hypothesis import HealthCheck, given, settings

from wian.desk.api.authentication import Allowance
from wian.desk.app.counters import Counters
from wian.ledger.proof.verification import verify
from wian.notices.subscription import subscribe

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # its own plugin is not loaded: it would slow every session
    import schemathesis
    from schemathesis import GenerationMode, checks

    _ALWAYS = [
        checks.not_a_server_error,
        checks.status_code_conformance,
        checks.content_type_conformance,
        checks.response_headers_conformance,
        checks.response_schema_conformance,
    ]
    _REJECTS = [*_ALWAYS, checks.negative_data_rejection]

_EXAMPLES = 5
_PATIENT = list(HealthCheck)


@pytest.fixture
def fuzzed(api, monkeypatch):
    """An API, the operations that it describes, and values that lead to real things."""
    api.living.reach(api.ledger, api.plan, api.living.leaf)
    plenty = Allowance(Counters(), 10**9)
    monkeypatch.setattr(api.mounted.state, "allowance", plenty)
    schema = schemathesis.openapi.from_dict(api.described)
    schema.config.generation.update(with_security_parameters=False)  # we show tokens ourselves
    schema.app = api.desk.app
    operations = [each.ok() for each in schema.get_all_operations()]
    assert operations
    return api, operations


def _known(api, office, operation):
    """The parameters of a path that lead to something that there is."""
    if "{webhook}" in operation.path:
        url = "https://registry.example.go.th/wian"
        made = subscribe(api.ledger, office, url, (), now=api.living.start)
        return {"webhook": made.id}
    return {"propagation": api.plan.id} if "{propagation}" in operation.path else {}


def _places(operation):
    """Where an operation takes something that may be wrong."""
    raw = operation.definition.raw
    body = {"body"} if "requestBody" in raw else set()
    return {each["in"] for each in raw.get("parameters", ())} | body


def _try(api, strategy, wanted, text, pytestconfig):
    """Send some requests of an operation, and hold each answer against the description.

    Who shows no token is refused before anything is read: two requests show that.
    """
    address = f"{api.desk.settings.address}/api"
    headers = {"Authorization": f"Bearer {text}"} if text else {}
    examples = pytestconfig.getoption("--fuzz")

    @settings(
        max_examples=examples or (_EXAMPLES if text else 2),
        derandomize=examples is None,
        database=None,
        deadline=None,
        suppress_health_check=_PATIENT,
    )
    @given(case=strategy)
    def run(case):
        answer = case.call(base_url=address, headers=headers)
        case.validate_response(answer, checks=wanted)
        if not text:
            assert answer.status_code in {401, 404, 405}

    run()


@pytest.mark.parametrize("office", ["leaf", "moi"])
@pytest.mark.timeout(3600)  # --fuzz may ask for many
@pytest.mark.filterwarnings("ignore")
def test_whatever_is_allowed_gets_an_answer_as_described(fuzzed, office, pytestconfig):
    """No answer is a defect, none is undescribed, and the ledger proves itself afterwards."""
    api, operations = fuzzed
    who = api.living.leaf if office == "leaf" else office
    _, text = api.token(who)
    for operation in operations:
        strategy = operation.as_strategy(path_parameters=_known(api, who, operation))
        _try(api, strategy, _ALWAYS, text, pytestconfig)
    assert verify(api.ledger).ok


@pytest.mark.timeout(3600)  # --fuzz may ask for many
@pytest.mark.filterwarnings("ignore")
def test_whatever_is_forbidden_is_refused(fuzzed, pytestconfig):
    """Requests that break the description are refused, and not by a defect."""
    api, operations = fuzzed
    _, text = api.token(api.living.leaf)
    for operation in operations:
        places = _places(operation)
        if places:
            known = _known(api, api.living.leaf, operation) if places != {"path"} else {}
            strategy = operation.as_strategy(GenerationMode.NEGATIVE, path_parameters=known)
            _try(api, strategy, _REJECTS, text, pytestconfig)
    assert verify(api.ledger).ok


@pytest.mark.timeout(3600)  # --fuzz may ask for many
@pytest.mark.filterwarnings("ignore")
def test_nobody_gets_in_without_a_token(fuzzed, pytestconfig):
    """Whatever is asked, the answer is a refusal."""
    api, operations = fuzzed
    for operation in operations:
        known = _known(api, "moi", operation)
        strategy = operation.as_strategy(path_parameters=known)
        _try(api, strategy, _ALWAYS, "", pytestconfig)
