"""The one layout of all mails: sender, body, and who sent it."""

from html import escape

from bs4 import BeautifulSoup
from mjml import mjml_to_html

from app.core.mail.brand import Brand
from app.core.mail.logo import SOURCE

FONT = "Inter, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif"
HEAD = """<mj-head><mj-title>{subject}</mj-title><mj-preview>{preheader}</mj-preview><mj-attributes>
<mj-all font-family="{font}"></mj-all>
<mj-section padding="0"></mj-section>
<mj-text font-size="15px" line-height="1.6" color="#1c1b19" padding="0 32px"></mj-text>
<mj-table font-size="15px" line-height="1.6" color="#1c1b19" padding="4px 32px 20px" css-class="rows"></mj-table>
<mj-button background-color="{accent}" color="#ffffff" border-radius="7px" font-size="15px" font-weight="500"
 inner-padding="12px 22px" align="left" padding="4px 32px 20px"></mj-button>
<mj-divider border-width="1px" border-color="#e7e6e2" padding="4px 32px 20px"></mj-divider>
<mj-image padding="0 32px 20px"></mj-image>
</mj-attributes>
<mj-style>{style}</mj-style></mj-head>"""
STYLE = """p, ul, ol { margin: 0 0 16px; } ul, ol { padding-left: 20px; } li { margin: 0 0 4px; }
h1 { margin: 0 0 14px; font-size: 24px; line-height: 1.25; font-weight: 600; letter-spacing: -0.3px; }
h2 { margin: 8px 0 10px; font-size: 18px; line-height: 1.35; font-weight: 600; }
h3 { margin: 8px 0 8px; font-size: 15px; font-weight: 600; }
a { color: ACCENT; } .foot a { color: #5d5b55; } .foot p { margin: 0 0 4px; }
.box > div { background-color: #f4f4f2; border-radius: 8px; padding: 16px 20px 4px; margin-bottom: 16px; }
.rows table { border-collapse: collapse; } .rows th { text-align: left; color: #5d5b55; font-weight: 500; }
.rows th, .rows td { padding: 8px 0; border-bottom: 1px solid #e7e6e2; }
.rows th:last-child, .rows td:last-child { text-align: right; font-variant-numeric: tabular-nums; }"""
OPEN = '<mj-wrapper background-color="#ffffff" border-radius="10px" padding="32px 0 16px">'


def laid_out(content: BeautifulSoup, brand: Brand, subject: str, preheader: str, foot: list[str]) -> str:
    """The whole mail as HTML; `content` is sanitised MJML, `foot` are lines of HTML for its end."""
    body = (
        '<mj-body background-color="#f4f4f2" width="600px">'
        f"{_sender(brand)}{OPEN}{content}</mj-wrapper>"
        f"{_line(''.join(f'<p>{line}</p>' for line in foot), '18px 32px 32px', 'foot')}</mj-body>"
    )
    mjml = f'<mjml lang="{escape(brand.place.locale)}">{_head(brand, subject, preheader)}{body}</mjml>'
    return mjml_to_html(mjml, keep_comments=False).html


def _head(brand: Brand, subject: str, preheader: str) -> str:
    return HEAD.format(
        # Raw text of the head: what is escaped here stays escaped.
        subject=escape(escape(subject)),
        preheader=escape(escape(preheader)),
        font=FONT,
        accent=brand.accent,
        style=STYLE.replace("ACCENT", brand.accent),
    )


def _sender(brand: Brand) -> str:
    padding, logo = "28px 32px 14px", brand.logo
    if logo is None:
        name = f'<span style="font-weight:600;color:{brand.accent}">{escape(brand.name)}</span>'
        return _line(name, padding)
    # Its name stands for it where pictures are not shown.
    shown = (
        f'<mj-image src="{SOURCE}" alt="{escape(brand.name)}" width="{logo.width}px" height="{logo.height}px"'
        f' align="left" padding="0" font-size="15px" color="{brand.accent}"></mj-image>'
    )
    return f'<mj-section padding="{padding}"><mj-column>{shown}</mj-column></mj-section>'


def _line(html: str, padding: str, css: str = "name") -> str:
    small = ' font-size="13px" color="#5d5b55"' if css == "foot" else ""
    text = f'<mj-text css-class="{css}" padding="0"{small}>{html}</mj-text>'
    return f'<mj-section padding="{padding}"><mj-column>{text}</mj-column></mj-section>'
