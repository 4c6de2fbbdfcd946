"""The report in headless Chromium: no errors, the interactions work, a phone shows it whole."""

import shutil

import pytest

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
pytestmark = pytest.mark.skipif(
    not (CHROMIUM and DRIVER), reason="no chromium: apt-get install chromium chromium-driver"
)


@pytest.fixture(scope="module")
def address(_finished):
    done = _finished.snakemake("report")
    assert done.returncode == 0, done.stderr
    return (_finished.folder / "results/reports/backfill.html").as_uri()


@pytest.fixture
def browser():
    selenium = pytest.importorskip("selenium.webdriver")
    options = selenium.ChromeOptions()
    options.binary_location = CHROMIUM
    for switch in ("--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1280,1000"):
        options.add_argument(switch)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = selenium.Chrome(options, selenium.ChromeService(DRIVER))
    yield driver
    driver.quit()


def show(browser, address, width=1280, dark=False):
    metrics = {"width": width, "height": 1000, "deviceScaleFactor": 1, "mobile": width < 500}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
    browser.get(address)


def calendar(browser, processor: str):
    return browser.find_element("css selector", f'figure[data-processor="{processor}"] svg.cal')


def detail(browser) -> str:
    return browser.find_element("id", "detail").text


def test_no_console_messages(browser, address):
    show(browser, address)
    assert browser.get_log("browser") == []


def test_clicking_a_day_tells_rows_coverage_and_log(browser, address):
    show(browser, address)
    svg = calendar(browser, "team_defense_zone_analysis")
    browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", svg)
    first = svg.find_element("css selector", "g.done use")
    from selenium.webdriver import ActionChains

    ActionChains(browser).move_to_element(first).click().perform()
    told = detail(browser)
    assert told.splitlines()[0] == "2023-10-31 · team_defense_zone_analysis · done"
    assert "30 rows, 100.0 % of 30" in told
    link = browser.find_element("css selector", "#detail a").get_attribute("href")
    assert link.endswith("/logs/team_defense_zone_analysis/2023-10-31.log")


def test_moving_with_the_keyboard(browser, address):
    show(browser, address)
    svg = calendar(browser, "ml_feature_store")
    svg.send_keys("")
    assert detail(browser).startswith("2023-10-24 · ml_feature_store · skipped")
    svg.send_keys("\ue014")  # right arrow
    assert detail(browser).startswith("2023-10-25 · ml_feature_store · skipped")
    svg.send_keys("\ue010")  # end
    assert detail(browser).startswith("2023-11-09 · ml_feature_store · done")
    svg.send_keys("\ue00c")  # escape
    assert detail(browser) == ""


def test_finding_a_column(browser, address):
    show(browser, address)
    browser.find_element("id", "find").send_keys("fatigue score")
    rows = browser.find_elements("css selector", "#dictionary tbody tr:not([hidden])")
    names = {row.text.split()[0] for row in rows if row.is_displayed()}
    assert "fatigue_score" in names
    assert "points_avg_last_5" not in names


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_nothing_sticks_out(browser, address, width):
    show(browser, address, width)
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width


def test_dark_mode_has_a_dark_ground_and_light_text(browser, address):
    def brightness(name):
        body = "getComputedStyle(document.body)"
        rgb = browser.execute_script(f"return {body}.{name}.match(/\\d+/g).map(Number)")
        return sum(rgb[:3]) / 3

    show(browser, address, dark=True)
    assert brightness("backgroundColor") < 60 < 180 < brightness("color")
    show(browser, address)
    assert brightness("color") < 60 < 180 < brightness("backgroundColor")
