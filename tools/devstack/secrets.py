"""Passwords and keys of one stack, drawn at its first start and kept where only its owner reads."""

import json
import secrets
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from tools.devstack.folders import private_folder


def write_private(path: Path, content: bytes) -> None:
    """Writes a file that its owner alone may read, from its first moment on."""
    path.touch(mode=0o600, exist_ok=True)
    path.write_bytes(content)


class Secrets:
    """Passwords by name and Ed25519 keys by name; the same ones at every start."""

    def __init__(self, folder: Path) -> None:
        self.folder = private_folder(folder)
        self._file = folder / "passwords.json"
        self._passwords: dict[str, str] = json.loads(self._file.read_text()) if self._file.exists() else {}

    def password(self, name: str) -> str:
        if name not in self._passwords:
            self._passwords[name] = secrets.token_urlsafe(24)
            write_private(self._file, json.dumps(self._passwords, indent=2).encode())
        return self._passwords[name]

    def private_key(self, name: str) -> Path:
        """The file of the key; its public half lies beside it."""
        path = self.folder / f"{name}.pem"
        if not path.exists():
            key = Ed25519PrivateKey.generate()
            public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
            write_private(self.folder / f"{name}.public.pem", public)
            write_private(path, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        return path

    def push_key(self) -> Path:
        """The file of the key that web push is signed with, of the curve P-256."""
        path = self.folder / "push.pem"
        if not path.exists():
            key = generate_private_key(SECP256R1())
            write_private(path, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        return path

    def public_key(self, name: str) -> Path:
        return self.private_key(name).with_suffix(".public.pem")
