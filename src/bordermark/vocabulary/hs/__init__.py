"""The Harmonized System, 1992 to 2022: its tree, and how codes move from one edition to another.

Pure: no framework. Everything is read from compressed files beside the code, the first time it is wanted.
"""

from pathlib import Path

DATA = Path(__file__).parent / "data"
