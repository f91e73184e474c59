"""The pages under their own content security policy: a browser refuses what it does not allow."""

import pytest

from tests.browser import site
from tests.browser.site import Visitor
from vouch import ui, wording

WORDS = wording.Words("en")
WATCH = """addEventListener('securitypolicyviolation', event => {
  (window.refused ||= []).push(`${event.effectiveDirective} ${event.blockedURI}`);
})"""
REFUSED = "() => window.refused || []"


@pytest.fixture(scope="module", params=["light", "dark"])
def window(request, chromium):
    """Open a window of each kind, whose browser writes down what the policy of a page refused."""
    context = chromium.new_context(
        viewport=site.DESK,
        color_scheme=request.param,
        reduced_motion="reduce",
        accept_downloads=True,
    )
    context.add_init_script(WATCH)
    yield context.new_page()
    context.close()


@pytest.fixture
def watched(window, served):
    """Give a reader in it."""
    reader = Visitor(window, served.address)
    yield reader
    reader.leave()


@pytest.mark.parametrize("name", ui.NAMES)
def test_a_page_needs_nothing_that_the_policy_refuses(watched, name):
    """With tables, charts, a method box, a chosen row, a popover and a file that is taken away."""
    watched.open(name, lang="en", role="dpo", finding="hold_review_overdue")
    watched.find("stExpander").first.locator("summary").click()
    watched.settle()
    if watched.of_choice().count():
        watched.choose_row(0)
    for chart in watched.find("stVegaLiteChart").all()[:1]:
        chart.hover()
    for button in watched.find("stDownloadButton").all()[:1]:
        with watched.page.expect_download():
            button.get_by_role("button").click()
    watched.page.get_by_text(WORDS("strip.other")).click()
    watched.settle()

    assert watched.page.evaluate(REFUSED) == []
    assert watched.page.evaluate("document.documentElement.lang") == "en"


@pytest.mark.parametrize(
    ("attempt", "refused"),
    [
        ("fetch('https://evil.example/').catch(() => 0)", "connect-src https://evil.example"),
        ("new Image().src = 'https://evil.example/a.png'", "img-src https://evil.example"),
        ("setTimeout('window.ran = true')", "script-src eval"),
        (
            "document.body.append(Object.assign(document.createElement('script'),"
            " {textContent: 'window.ran = true'}))",
            "script-src-elem inline",
        ),
        (
            "document.body.append(Object.assign(document.createElement('iframe'),"
            " {src: location.href}))",
            "frame-src ",
        ),
    ],
)
def test_the_policy_refuses_the_rest(watched, attempt, refused):
    """Were the policy not in force, the pages above would need nothing it refuses either."""
    watched.open("volumes", lang="en")
    watched.page.evaluate(f"() => {{ {attempt} }}")
    watched.page.wait_for_function("() => window.refused")

    assert watched.page.evaluate(REFUSED)[0].startswith(refused)
    assert watched.page.evaluate("window.ran") is None
