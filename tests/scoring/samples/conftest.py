from __future__ import annotations

from importlib.resources import files

import pytest

from scoring.definitions.codec import read_toml
from scoring.definitions.compiled_form import CompiledForm, compile_form
from scoring.definitions.form import Form
from scoring.services.sample import SampleCarrier, worked_carriers


@pytest.fixture(scope="session")
def form() -> Form:
    text = files("resources").joinpath("forms", "incubator_annual.toml").read_text("utf-8")
    form, _, findings = read_toml(text, Form, "incubator_annual.toml")
    assert findings == ()
    assert form is not None
    return form


@pytest.fixture(scope="session")
def compiled(form: Form) -> CompiledForm:
    compiled, findings = compile_form(form, "incubator_annual.toml")
    assert findings == ()
    assert compiled is not None
    return compiled


@pytest.fixture(scope="session")
def carriers(form: Form) -> dict[str, SampleCarrier]:
    return {carrier.key: carrier for carrier in worked_carriers(form)}
