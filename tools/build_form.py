"""Make the XLSForm of the registration form from its one description: `src/homeward/resources/registration.xlsx`.

Run: `python tools/build_form.py`. A test fails where the file and the description differ.
"""

from __future__ import annotations

from pathlib import Path

from homeward.exchange.writing.xlsform import registration_form

TARGET = Path(__file__).resolve().parents[1] / "src" / "homeward" / "resources" / "registration.xlsx"


def main() -> None:
    TARGET.write_bytes(registration_form())
    print(f"{TARGET.name}: {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
