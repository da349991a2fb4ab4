"""The client's TypeScript types, made from the document by openapi-typescript."""

import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from tools.openapi.document import document_text

WEB = Path(__file__).resolve().parents[2] / "gateway" / "web"


def types_text() -> str:
    """What `npm run gen:api` writes to `src/api/schema.d.ts`."""
    with TemporaryDirectory() as folder:
        source, made = Path(folder, "openapi.json"), Path(folder, "schema.d.ts")
        source.write_text(document_text(), encoding="utf-8")
        command = ["node", "node_modules/openapi-typescript/bin/cli.js", str(source), "-o", str(made)]
        command.append("--default-non-nullable=false")  # what has a default may be left out of a body
        subprocess.run(command, cwd=WEB, check=True, capture_output=True)
        return made.read_text(encoding="utf-8")
