"""Objectives and key results: written, checked in on, closed, carried over, and read."""
