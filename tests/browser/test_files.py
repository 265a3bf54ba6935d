"""A photo from the phone, a word to a colleague, and a file that would like to run."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.conftest import Entering
from tests.browser.person import PHONE

pytestmark = pytest.mark.browser


def _photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (1800, 1200), "#8d979c").save(out, "JPEG")
    return out.getvalue()


def _enquiry(enter: Entering, question: str) -> str:
    """The path of a new enquiry of the first customer."""
    agent = enter("agent").open("/s/core/customer")
    customer = agent.page.locator("main tbody a.code").first.inner_text()
    agent.open(f"/s/core/enquiry/new/take?customer={customer}")
    agent.page.locator("main [name='question']").fill(question)
    channel = agent.page.locator("main [name='channel']")
    if channel.first.get_attribute("type") == "radio":
        agent.page.locator("main [name='channel'][value='phone']").check(force=True)
    else:
        channel.select_option("phone")
    agent.submit()
    return agent.page.url.partition("?")[0].removeprefix(agent.base)


def test_a_photo_and_a_mention_reach_the_colleague(enter: Entering) -> None:
    path = _enquiry(enter, "压缩机有异响")
    agent = enter("agent", PHONE).open(path)
    picked = agent.page.locator("#files input[capture]")
    with agent.page.expect_navigation():
        picked.set_input_files({"name": "现场.jpg", "mimeType": "image/jpeg", "buffer": _photo()})
    image = agent.page.locator("#files .photos img")
    expect(image).to_be_visible()
    assert image.evaluate("each => each.decode().then(() => each.naturalWidth)") == 320
    agent.check()
    agent.page.locator("main form[action$='/notes'] textarea").fill("@technician 请看照片")
    agent.follow(agent.page.get_by_role("button", name="发送"))
    agent.reads("@technician 请看照片")
    colleague = enter("technician", PHONE).open("/inbox")
    colleague.reads("提到了您")
    colleague.follow(colleague.main.get_by_role("button", name="打开").first)
    expect(colleague.page.locator("#files .photos img")).to_have_count(1)  # of the case, on its ticket too
    colleague.open("/me").reads("个人设置", "登录情况")


def test_no_attached_file_runs(enter: Entering, tmp_path: Path) -> None:
    path = _enquiry(enter, "附件不运行")
    agent = enter("agent").open(path)
    agent.page.locator("#files input[multiple]").set_input_files(
        [
            {"name": "a.txt", "mimeType": "text/javascript", "buffer": b"document.title = 'ran'\n"},
            {
                "name": "a.pdf",
                "mimeType": "text/html",
                "buffer": b"%PDF-1.7\n<script>document.title = 'ran'</script>\n",
            },
        ]
    )
    agent.follow(agent.page.get_by_role("button", name="附上", exact=True))
    hrefs = [a.get_attribute("href") for a in agent.page.locator("#files td a").all()]
    assert len(hrefs) == 2
    before = agent.page.title()
    for href in hrefs:
        agent.page.evaluate(
            """href => new Promise((done) => {
                 const script = document.createElement("script");
                 script.onload = script.onerror = done; script.src = href; document.head.append(script);
               })""",
            href,
        )
        with agent.page.expect_download() as waiting:
            agent.page.evaluate("href => { location.href = href }", href)
        waiting.value.save_as(tmp_path / "saved")
    assert agent.page.title() == before
    # the browser says that it would not run them: that is what is asked of it
    refused = [text for text in agent.wrong if "MIME type" in text or "Content Security Policy" in text]
    assert len(refused) >= len(hrefs)
    agent.wrong[:] = [text for text in agent.wrong if text not in refused]
