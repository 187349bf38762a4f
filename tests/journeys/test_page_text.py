"""What the page makes of Slack's markup: a table of texts and the elements they become."""

from collections.abc import Callable, Iterator

import pytest

from handlers.local_slack import LocalSlack
from tests.journeys.browser import running_chromium
from tests.journeys.page_app import CONFIG

pytestmark = [pytest.mark.chromium, pytest.mark.long(seconds=5)]

Rendered = Callable[[str, str], str]

MARKUP = """async ([kind, text]) => {
    const { [kind]: render } = await import(`/text/${kind}.js`);
    const box = document.createElement("div");
    box.append(...render(text));
    box.querySelectorAll("*").forEach((each) => {
        ["class", "rel", "target", "title", "role", "aria-label", "aria-level"].forEach((name) => each.removeAttribute(name));
        Object.keys(each.dataset).forEach((name) => delete each.dataset[name]);
    });
    return box.innerHTML;
}"""


@pytest.fixture(scope="module")
def rendered() -> Iterator[Rendered]:
    """`rendered("mrkdwn", text)`: the elements, without their dress."""
    with running_chromium() as browser, LocalSlack(CONFIG).in_thread() as slack:
        page = browser.new_page()
        page.goto(f"{slack.url}/#as=UANNA")
        page.wait_for_selector("#who")
        yield lambda kind, text: page.evaluate(MARKUP, [kind, text])


@pytest.mark.parametrize(
    ("text", "elements"),
    [
        ("*bold* _italic_ ~gone~ `code`", "<strong>bold</strong> <em>italic</em> <s>gone</s> <code>code</code>"),
        ("*bold _and italic_*", "<strong>bold <em>and italic</em></strong>"),
        ("2*3*4 and snake_case_name", "2*3*4 and snake_case_name"),
        ("* not bold * and *", "* not bold * and *"),
        ("`*as it is* &amp; <b>`", "<code>*as it is* &amp; &lt;b&gt;</code>"),
        ("```\nline *one*\nline two\n```", "<pre>line *one*\nline two</pre>"),
        ("&gt; quoted\n&gt; still\nfree", "<blockquote>quoted\nstill</blockquote>free"),
        ("&gt;&gt;&gt; all\nof it", "<blockquote>all\nof it</blockquote>"),
        ("1 &lt; 2 &amp;&amp; 3 &gt; 2", "1 &lt; 2 &amp;&amp; 3 &gt; 2"),
        ("&amp;lt;b&amp;gt;", "&amp;lt;b&amp;gt;"),
        ("<https://a.example/x?a=1&amp;b=2|here>", '<a href="https://a.example/x?a=1&amp;b=2">here</a>'),
        ("see https://a.example/x.", 'see <a href="https://a.example/x">https://a.example/x</a>.'),
        ("<mailto:anna@example.com|Anna>", '<a href="mailto:anna@example.com">Anna</a>'),
        ("<javascript:alert(1)|press>", "<span>press</span>"),
        ("<img src=x>", "&lt;img src=x&gt;"),
        ("<@UBRAM> and <@UGONE>", "<span>@Bram Bakker</span> and <span>@UGONE</span>"),
        ("<#CWINS>", '<button type="button">#wins</button>'),
        ("<!here> <!subteam^S1|@reps>", "<span>@here</span> <span>@reps</span>"),
        (":tada: :unknown: 10:30:00", "<span>🎉</span> :unknown: 10:30:00"),
        (
            "<!date^1791961200^{date_short_pretty} at {time}|soon>",
            '<time datetime="2026-10-14T07:00:00.000Z">Today at 09:00</time>',
        ),
    ],
)
def test_mrkdwn_is_read_as_slack_reads_it(rendered: Rendered, text: str, elements: str) -> None:
    assert rendered("mrkdwn", text) == elements


@pytest.mark.parametrize(
    ("text", "elements"),
    [
        ("# Title\ntext", "<p>Title</p><p>text</p>"),
        ("**bold** *italic* ~~gone~~", "<p><strong>bold</strong> <em>italic</em> <s>gone</s></p>"),
        ("- one\n- two\n  - deep", "<ul><li>one</li><li>two<ul><li>deep</li></ul></li></ul>"),
        ("2. two\n3. three", '<ol start="2"><li>two</li><li>three</li></ol>'),
        (
            "- [x] done\n- [ ] open",
            '<ul><li><input type="checkbox" disabled="" checked="">done</li><li><input type="checkbox" disabled="">open</li></ul>',
        ),
        ("> quoted", "<blockquote><p>quoted</p></blockquote>"),
        ("```\n<b>\n```", "<pre>&lt;b&gt;</pre>"),
        ("[here](https://a.example) [no](javascript:1)", '<p><a href="https://a.example">here</a> <span>no</span></p>'),
        ("a\n\n---\n\nb", "<p>a</p><hr><p>b</p>"),
        (
            "| K | V |\n|:--|--:|\n| a | 1 |",
            "<div><table><thead><tr><th>K</th><th>V</th></tr></thead><tbody><tr><td>a</td><td>1</td></tr></tbody></table></div>",
        ),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
    ],
)
def test_markdown_is_standard_markdown(rendered: Rendered, text: str, elements: str) -> None:
    assert rendered("markdown", text) == elements
