"""The kinds of options; by themselves, so that a record can name them without the libraries that find them."""

from typing import Literal

Kind = Literal["merge", "hand-over", "sunset", "name-a-lead", "shared-service", "joint-programme", "share-information",
               "leave-as-it-is"]
