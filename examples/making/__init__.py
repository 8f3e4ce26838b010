"""The parts that make.py puts together."""
