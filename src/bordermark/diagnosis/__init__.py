"""Diagnosis: fragmentation, overlap, duplication, gaps and coordination among those who help States secure borders."""
