"""Persons, names, households, documents, custody episodes. Does not know that anyone was screened."""
