"""What is stored of the diagnosis: validation rounds, and options that were adopted."""

from bordermark.diagnosis.following.models import AdoptedOption as AdoptedOption
from bordermark.diagnosis.validation.models import Question as Question
from bordermark.diagnosis.validation.models import Round as Round
