"""Adopted options, followed up: who, until when, and a measure before and after."""
