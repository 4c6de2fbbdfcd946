"""Every planted fault is seen by a test that looks at rows; a look ahead also by the audit."""

import pytest

from planted_faults import phase3_faults, player_faults, zone_faults

MODULES = (zone_faults, player_faults, phase3_faults)
FAULTS = {fault.name: fault for module in MODULES for fault in module.FAULTS}


@pytest.mark.parametrize("name", FAULTS)
def test_caught(bench, name, tmp_path, record_property):
    fault = FAULTS[name]
    caught = bench.catchers(fault, tmp_path)
    record_property("fault", f"{fault.file}: {name}"[:80])
    record_property("caught by", ", ".join(caught))
    assert caught, f"nothing sees {name}"
    if fault.leaks:
        assert "point-in-time audit" in caught
