"""Copying where the browser gives no clipboard, as over plain http from another machine."""

from playwright.sync_api import Browser

from tests.browser.visit import go, settle

WITHOUT = "Object.defineProperty(Navigator.prototype, 'clipboard', { get: () => undefined, configurable: true });"
LISTEN = "document.addEventListener('copy', () => { window.copied = document.activeElement.value; }, { capture: true })"


def test_a_text_is_copied_without_a_secure_connection(browser: Browser, atlas):
    context = browser.new_context()
    context.add_init_script(WITHOUT)
    try:
        page = context.new_page()
        go(page, atlas, "/share?country=Pakistan")
        settle(page)
        page.evaluate(LISTEN)
        link = page.get_by_test_id("stCode").first
        link.hover()
        link.get_by_role("button").first.click()
        page.wait_for_function("window.copied !== undefined")
        assert page.evaluate("window.copied").endswith("/?country=Pakistan")
    finally:
        context.close()
