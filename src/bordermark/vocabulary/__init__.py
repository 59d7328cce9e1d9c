"""The controlled words: themes, flows, kinds, agencies, functions, capacities, States and regions.

Concept schemes with stable ids and labels in six languages. Stands on nothing.
"""
