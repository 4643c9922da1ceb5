"""Fill the form that is open in a real browser, and send it.

Comes in: a visit, and values by the names of the fields. Goes out: the page that follows.
"""

from __future__ import annotations

from visits import Visit


def send(one: Visit, **given: str) -> None:
    """Fill the form that is open, by the names of its fields, and send it."""
    page = one.page
    for name, value in given.items():
        field = page.locator(f"main form.form [name={name}]").first
        kind = field.evaluate("one => one.tagName === 'SELECT' ? 'select' : one.type")
        if kind == "radio":
            page.check(f"main form.form [name={name}][value={value}]")
        elif kind == "select":
            field.select_option(value)
        elif kind == "checkbox":
            field.check()
        elif kind == "file":
            field.set_input_files(value)
        else:
            field.fill(value)
    press(one, "main form.form button.primary")


def press(one: Visit, selector: str = "main form .button.primary") -> None:
    """Press, and wait until the page that follows is laid out: a click alone comes back as soon as its answer begins."""
    with one.page.expect_navigation():
        one.page.locator(selector).first.click()
