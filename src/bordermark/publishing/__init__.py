"""The press: how one thing is put on paper, screen or wire. It knows no room; each room composes its own.

``answers`` serves one address in several formats, ``tables`` sets CSV and XLSX, ``problems`` says what went wrong,
``paging`` turns pages, ``addresses`` is the one place where public addresses are made.
"""
