"""CAS Registry Numbers: ``111-48-8``, with the check digit that CAS publishes (CAS, "Check digit verification")."""

import re
from typing import Final

_FORM: Final = re.compile(r"([1-9]\d{1,6})-(\d{2})-(\d)", re.ASCII)


def is_cas(text: str) -> bool:
    """True for a number of the right form whose last digit proves the others.

    The digits before the last, counted from the right and each multiplied by its place, sum to the last
    digit modulo ten.

    >>> is_cas("111-48-8"), is_cas("111-48-7")
    (True, False)
    """
    match = _FORM.fullmatch(text)
    if not match:
        return False
    digits = match[1] + match[2]
    total = sum(place * int(digit) for place, digit in enumerate(reversed(digits), 1))
    return total % 10 == int(match[3])
