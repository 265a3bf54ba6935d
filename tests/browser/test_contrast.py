"""Text can be read in both themes: 4.5 to 1 against what stands behind it."""

from __future__ import annotations

from typing import Literal

import pytest

from tests.browser.company import call
from tests.browser.conftest import Entering
from tests.browser.person import REQUESTS
from tests.browser.server import Server

pytestmark = pytest.mark.browser
LEAST = 4.5
# canvas turns every notation of a colour into bytes; what is switched off (aria-disabled, disabled) may be pale
_PALE = """(least) => {
    const pen = new OffscreenCanvas(1, 1).getContext("2d", {willReadFrequently: true});
    const bytes = (color) => {
        pen.clearRect(0, 0, 1, 1); pen.fillStyle = color; pen.fillRect(0, 0, 1, 1);
        return [...pen.getImageData(0, 0, 1, 1).data];
    };
    const over = (top, under) => { const a = top[3] / 255; return top.slice(0, 3).map((v, n) => v * a + under[n] * (1 - a)); };
    const behind = (each) => {
        const layers = [];
        for (let at = each; at; at = at.parentElement) {
            layers.push(bytes(getComputedStyle(at).backgroundColor));
            if (layers.at(-1)[3] === 255) break;
        }
        return layers.reverse().reduce((under, top) => over(top, under), [255, 255, 255]);
    };
    const light = (rgb) => rgb.map((v) => v / 255).map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
        .reduce((sum, v, n) => sum + v * [0.2126, 0.7152, 0.0722][n], 0);
    const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const text = walker.currentNode.textContent.trim(), each = walker.currentNode.parentElement;
        if (!text || !each.checkVisibility({visibilityProperty: true}) || each.closest("[aria-disabled], :disabled, .vh, svg, script")) continue;
        const back = behind(each), fore = over(bytes(getComputedStyle(each).color), back);
        const [dark, bright] = [light(fore), light(back)].sort((a, b) => a - b);
        const ratio = (bright + 0.05) / (dark + 0.05);
        if (ratio < least) found.push(`${ratio.toFixed(2)} ${each.className || each.tagName}: ${text.slice(0, 40)}`);
    }
    return [...new Set(found)];
}"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_stands_out(enter: Entering, served: Server, theme: Literal["light", "dark"]) -> None:
    number = served.do(lambda _: call("李可可")).number
    technician = enter("north")
    technician.page.emulate_media(color_scheme=theme)
    for path in ("/", REQUESTS, f"{REQUESTS}/{number}", f"{REQUESTS}/{number}/acts/arrive", "/clauses", "/duties"):
        technician.open(path)
        assert technician.page.evaluate(_PALE, LEAST) == [], path
