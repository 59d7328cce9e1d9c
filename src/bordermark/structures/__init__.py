"""The survey: who does what for whom, by which mandate, and who coordinates it."""
