"""The form of an address that mail is sent to."""

from email_validator import EmailNotValidError, validate_email

from app.core.errors import Invalid


def address(text: str) -> str:
    """The address in its normal form; raises Invalid."""
    try:
        return validate_email(text, check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError as error:
        raise Invalid("This is no e-mail address.", fields={"to": str(error)}) from None
