"""The records of the CRM as the history names them, with the right to read each and its page."""

from app.core.access import Permission
from app.core.history.subjects import register

register("company", "Company", Permission.COMPANIES_READ, route="/companies/{id}", noun="company", hint="domain")
register("contact", "Contact", Permission.CONTACTS_READ, route="/contacts/{id}", noun="contact", hint="email")
register("lead", "Lead", Permission.LEADS_READ, route="/leads/{id}", noun="lead", hint="company_name")
register("lead_point", "Score", Permission.LEADS_READ, label_column="reason")
register("score_rule", "Score rule", Permission.SETTINGS_READ)
register("assignment_policy", "Lead assignment", Permission.SETTINGS_READ, label_column="id")
register("deal", "Deal", Permission.DEALS_READ, route="/deals/{id}", noun="deal", hint="company_id")
register("pipeline", "Pipeline", Permission.DEALS_READ, noun="pipeline")
register("stage", "Stage", Permission.DEALS_READ, noun="stage", hint="pipeline_id")
register("product", "Product", Permission.PRODUCTS_READ, route="/products/{id}", noun="product")
register("task", "Task", Permission.TASKS_READ, label_column="title", route="/tasks?id={id}", noun="task")
register("note", "Note", Permission.NOTES_READ, label_column="body")
register("saved_view", "Saved view", Permission.SELF)
