"""Whatever applications and users send, in every field and in every way to look at it, is text."""

import json
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from browsing import asked, score, send, span, span_id, trace_id
from environment import RunningServer

SCRIPT = "<script>alert(1)</script>"
ATTACKS = [
    SCRIPT,
    "\"'><img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s></svg>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<a href='javascript:alert(1)'>tag</a>",
    "<style>@import 'https://evil.example/x.css';</style>",
    "<base href='https://evil.example/'>",
    "<form action='https://evil.example/'><button>go</button></form>",
    "[link](javascript:alert(1))",
    "[link](JaVa\tScript:alert(1))",
    "[link](&#106;avascript&colon;alert(1))",
    "[link](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[link](//evil.example/)",
    '[link](https://evil.example/ "\\" onmouseover=alert(1) x=\\"")',
    "![image](https://evil.example/pixel.png)",
    "![image](javascript:alert(1))",
    "<javascript:alert(1)>",
    "[by name][1]\n\n[1]: javascript:alert(1)",
    "`code` **bold** <b onclick=alert(1)>b</b>",
    "```html\n<script>alert(1)</script>\n```",
    "| a | b |\n|---|---|\n| <img src=x onerror=alert(1)> | [x](javascript:alert(1)) |",
    "javascript:alert(1)",
]
ALL = "# All\n\n" + "\n\n".join(ATTACKS)
PICTURES = [
    {"type": "image_url", "image_url": {"url": address}}
    for address in (
        "javascript:alert(1)",
        "https://evil.example/pixel.png",
        "data:image/svg+xml,<svg onload=alert(1)>",
        SCRIPT,
    )
]
CALL = {"id": SCRIPT, "function": {"name": SCRIPT, "arguments": json.dumps({SCRIPT: ALL})}}
SOURCE = {"url": "javascript:alert(1)", "title": SCRIPT, "cited_text": ALL, SCRIPT: ALL}
PIECES = [
    {"type": "source-url", **SOURCE},
    {"type": "text", "text": ALL, "annotations": [{"type": "url_citation", **SOURCE}]},
    {"type": "document", "title": SCRIPT, "source": {"type": "text", "data": ALL}},
    {"type": "tool_result", "tool_use_id": SCRIPT, "content": [{"type": "text", "text": ALL}]},
    {"type": "code_interpreter_call", "code": ALL, "outputs": [{"type": "logs", "logs": ALL}]},
    {SCRIPT: {SCRIPT: ALL}},
]
MESSAGES = {
    SCRIPT: ALL,
    "messages": [
        {"role": SCRIPT, "name": SCRIPT, "content": ALL},
        {"role": "user", "content": [*PICTURES, {"type": SCRIPT, "text": ALL}, ALL]},
        {"role": "assistant", "content": [{"type": "thinking", "thinking": ALL}]},
        {"role": "assistant", "content": ALL, "tool_calls": [CALL], SCRIPT: SCRIPT},
        {"role": "assistant", "content": PIECES},
        {"type": SCRIPT, SCRIPT: [ALL]},
        {"role": "tool", "name": SCRIPT, "tool_call_id": SCRIPT, "content": ALL},
    ],
}
O = "langfuse.observation."  # noqa: E741  # what most names begin with
# What may be neither in a page's own part nor in anything that lies over it.
FOREIGN = """() => {
  const tags = 'script,img,iframe,object,embed,style,link,base,meta,video,audio,source,math,' +
    'foreignObject,animate,set,use,image'
  const within = [...document.querySelectorAll('main, [role=dialog], [role=menu]')]
  const all = within.flatMap((one) => [...one.querySelectorAll('*')])
  const leads = (one) => one.hasAttribute('href') && !/^https?:|^mailto:/.test(one.href)
  const acts = (one) => [...one.attributes].some(({ name }) => name.startsWith('on'))
  return all
    .filter((one) => one.matches(tags) || one.matches('form[action]') || leads(one) || acts(one))
    .map((one) => one.outerHTML)
}"""


def send_attacks(server: RunningServer) -> None:
    """Every field of a trace, two spans, feedback and a user."""
    everywhere = {
        "session.id": SCRIPT,
        "langfuse.trace.name": ATTACKS[1],
        "langfuse.trace.tags": ATTACKS,
        "langfuse.trace.metadata." + SCRIPT: ALL,
        "langfuse.release": ATTACKS[2],
        "langfuse.version": ATTACKS[1],
        O + "output": ALL,
        O + "metadata." + SCRIPT: ALL,
        O + "model.name": ATTACKS[1],
        O + "model.parameters": json.dumps({SCRIPT: ALL}),
        O + "prompt.name": ATTACKS[2],
        O + "prompt.version": 1,
        O + "usage_details": json.dumps({SCRIPT: 3, "input": 4}),
        O + "cost_details": json.dumps({ATTACKS[1]: 0.5}),
        O + "type": "generation",
        O + "level": "ERROR",
        O + "status_message": ALL,
    }
    root = span(1, user=SCRIPT, name=ATTACKS[1], input=ALL, named=everywhere)
    child = span(1, 1, name=ALL, input=MESSAGES, named=everywhere)
    send(server, root, child)
    score(server, 1, SCRIPT, ATTACKS[1], ALL)
    fields = {"userId": SCRIPT, "name": ATTACKS[1], "email": SCRIPT + "@x"}
    given = ", ".join(f"{name}: {json.dumps(text)}" for name, text in fields.items())
    properties = f"properties: {{ plan: {json.dumps(ALL)} }}"
    asked(
        server,
        f"mutation {{ identifyUser(input: {{ {given}, {properties} }}) {{ user {{ id }} }} }}",
    )


def expect_nothing_foreign(page: Page) -> None:
    page.wait_for_load_state("networkidle")
    # What is folded is looked at, too.
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
    page.evaluate("""() => [...document.querySelectorAll('button')]
        .filter((one) => /^(Open all|Show all)/.test(one.textContent))
        .forEach((one) => one.click())""")
    page.wait_for_timeout(200)
    assert page.evaluate(FOREIGN) == []


@pytest.mark.parametrize("view", ["chat", "markdown", "json", "text"])
def test_no_way_to_look_at_a_trace_makes_markup_of_it(
    server: RunningServer, page: Page, view: str
) -> None:
    """The window complains of any dialog, and of any request to elsewhere."""
    send_attacks(server)
    views = f"input={view}&output={view}&metadata={view}"
    for number in (0, 1):
        page.goto(f"{server.url}/traces/{trace_id(1)}?span={span_id(number)}&{views}&q=alert")
        expect(page.get_by_role("region", name="Input")).to_contain_text("alert(1)")
        expect(page.get_by_role("region", name="Output")).to_contain_text(SCRIPT)
        expect_nothing_foreign(page)
    page.goto(f"{server.url}/traces/{trace_id(1)}?{views}")
    expect(page.get_by_role("region", name="Feedback")).to_contain_text(SCRIPT)
    expect(page.get_by_role("region", name="Output")).to_contain_text(SCRIPT)
    expect_nothing_foreign(page)


def test_the_links_of_markdown_lead_to_pages_only(server: RunningServer, page: Page) -> None:
    send_attacks(server)
    page.goto(f"{server.url}/traces/{trace_id(1)}?span={span_id(0)}")
    output = page.get_by_role("region", name="Output")
    expect(output.locator(".markdown")).to_be_visible()
    addresses = output.get_by_role("link").evaluate_all("(all) => all.map((one) => one.href)")
    assert addresses == ["https://evil.example/", "https://evil.example/pixel.png"]
    expect(output.get_by_text("[link](javascript:alert(1))").first).to_be_visible()


def test_a_menu_and_a_form_show_what_was_sent_as_text(server: RunningServer, page: Page) -> None:
    send_attacks(server)
    page.goto(f"{server.url}/traces/{trace_id(1)}?span={span_id(1)}&input=json")
    name = page.get_by_role("region", name="Input").get_by_role("button", name=SCRIPT, exact=True)
    name.first.click()
    expect(page.get_by_role("menuitem", name="Copy the value")).to_be_visible()
    expect_nothing_foreign(page)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Give feedback").click()
    expect(page.locator("datalist option")).to_have_text([SCRIPT])
    expect_nothing_foreign(page)


def test_no_page_that_tells_of_a_trace_makes_markup_of_it(
    server: RunningServer, page: Page
) -> None:
    send_attacks(server)
    user = f"/users/{quote(SCRIPT, safe='')}"
    for path in (
        "/users",
        user,
        f"{user}?tab=sessions",
        f"/sessions/{quote(SCRIPT, safe='')}",
        f"{user}?tab=feedback",
        "/overview",
    ):
        page.goto(server.url + path)
        told = page.get_by_text("alert(1)").or_(page.get_by_text("Worth a look"))
        expect(told.filter(visible=True).first).to_be_visible()
        expect_nothing_foreign(page)
