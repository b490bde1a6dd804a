"""The prompts that each organisation starts with."""

from app.accounts.founding import Founded, on_founded
from app.ai import prompts
from app.ai.models import Category
from app.ai.rows import PromptRow
from app.core.access import Permission
from app.core.actions import Effect, action
from app.core.actor import Actor
from app.core.db import Session

PRODUCT = """\
Write a social media post for {{ platform }} that announces {{ product_name }} at {{ price }}.

Audience: {{ audience }}
Tone: {{ tone }}
What it offers: {{ features }}

The post needs an opening that catches the reader, the benefits (not only the features), a call to action, and \
hashtags that fit. Write at most {{ max_length }} characters in all, and answer with the post alone."""
SUBJECTS = """\
Write 5 subject lines for an e-mail.

Purpose of the e-mail: {{ email_purpose }}
Audience: {{ audience }}
Tone: {{ tone }}
Goal: {{ goal }}

Each has at most 60 characters, uses power words, and wakes urgency or curiosity. Use no words or signs that spam \
filters look for. Answer with the 5 lines alone, numbered."""
OUTLINE = """\
Write the outline of a blog article about {{ topic }}.

Keywords: {{ keywords }}
Length: about {{ word_count }} words
Readers: {{ audience_level }}

Give a title, an introduction with a hook, 5 to 7 sections with their subsections, a conclusion with a call to action, \
and a meta description of 160 characters."""
SHIPPED = (
    ("product-announcement", Category.SOCIAL, PRODUCT),
    ("email-subject-line", Category.EMAIL, SUBJECTS),
    ("blog-outline", Category.MARKETING, OUTLINE),
)


@action("prompt.restore", permission=Permission.CONTENT_WRITE, effect=Effect.WRITE, title="Bring shipped prompts")
def restore(session: Session, actor: Actor) -> list[PromptRow]:
    """Put those of the three shipped prompts into the organisation that it has none of by name; returns these."""
    return [
        prompts.save.fn(session, actor, name, template, category=category)
        for name, category, template in SHIPPED
        if prompts.named(session, name) is None
    ]


@on_founded
def _first_prompts(session: Session, actor: Actor, founded: Founded) -> None:
    restore(session, actor)
