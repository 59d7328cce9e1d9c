"""An e-mail backend that writes each message to a file of its own, where no mail server is configured."""

import hashlib
from collections.abc import Sequence
from email.utils import make_msgid
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class EmailBackend(BaseEmailBackend):
    """Writes ``mail/<digest>.eml`` in the data folder; the same message twice (by Message-ID) is one file."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.CONFIGURATION.data) / "mail"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for message in email_messages:
            written = message.message()
            name = hashlib.sha256(str(written["Message-ID"] or make_msgid()).encode()).hexdigest()[:24]
            draft = folder / f".{name}.part"
            draft.write_bytes(written.as_bytes())
            draft.replace(folder / f"{name}.eml")
        return len(email_messages)
