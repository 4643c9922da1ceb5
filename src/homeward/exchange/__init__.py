"""Files in through staging, and named records out as disclosures: the registry's two gates. Decides nothing about a person."""
