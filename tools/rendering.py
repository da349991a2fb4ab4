"""Renders the cluster's documents as kustomize does, with the kubectl that comes with the development libraries."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[1]
OVERLAYS = ("dev", "prod")

Document = dict[str, Any]


def render(overlay: str) -> list[Document]:
    """All documents of an overlay."""
    kubectl = Path(sys.executable).with_name("kubectl")
    folder = ROOT / "deploy" / "k8s" / "overlays" / overlay
    done = subprocess.run([str(kubectl), "kustomize", str(folder)], capture_output=True, text=True, check=True)
    return [document for document in yaml.safe_load_all(done.stdout) if document]
