"""What tests of a day at a desk look at."""

from uuid import uuid4

from playwright.sync_api import Locator, Page, expect


def named(what: str) -> str:
    return f"{what}{uuid4().hex[:6]}"


def row(page: Page, name: str) -> Locator:
    return page.get_by_role("row").filter(has_text=name)


def dialog(page: Page) -> Locator:
    return page.get_by_role("dialog").last


def settled(page: Page) -> None:
    """Nothing is being fetched any more."""
    expect(page.locator("[aria-busy=true]")).to_have_count(0)


def chosen(page: Page, verb: str) -> None:
    """Presses a verb of the selection bar."""
    page.get_by_role("toolbar").get_by_role("button", name=verb, exact=True).click()


def picked(page: Page, label: str, option: str) -> None:
    """Chooses from a list in the open dialog."""
    dialog(page).get_by_label(label).last.click()
    page.get_by_role("option", name=option).last.click()
