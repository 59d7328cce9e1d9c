"""What is raised when the policy refuses; pages and the API turn it into the right status."""

from bordermark.accounts.policy import Because, Verdict
from bordermark.accounts.sentences import sentence
from bordermark.errors import BordermarkError


class Forbidden(BordermarkError):
    """The policy refuses: 403 with the reason, or 401 (pages: the way to sign in) for a visitor not signed in."""

    def __init__(self, verdict: Verdict) -> None:
        self.verdict = verdict
        super().__init__(sentence(verdict))

    @property
    def status(self) -> int:
        return 401 if self.verdict.because is Because.NOT_SIGNED_IN else 403


class Hidden(BordermarkError):
    """What may not be seen is answered as if it were not there: 404."""


class BadToken(BordermarkError):
    """An API token that is not, or no longer, good: 401."""


class Refused(BordermarkError):
    """Something about people that cannot be done; the sentence says why."""
