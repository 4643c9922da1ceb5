"""In and out: files become registered families through staging; records leave as disclosures. Decides about nobody."""
