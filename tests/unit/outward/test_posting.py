"""A post goes to the pinned IP, trusts only a certificate of the host's name, and follows no redirect."""

import ssl
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from shared.outward.addresses import Outward
from shared.outward.posting import Answered, Unreached, post

HOST = "push.example.com"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A file with key and certificate of the host, which signs itself."""
    key, name = generate_private_key(SECP256R1()), x509.Name([])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=True)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "host.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(private + made.public_bytes(Encoding.PEM))
    return path


class Service(BaseHTTPRequestHandler):
    heard: list = []

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.heard.append((self.path, self.headers["Host"], self.headers["TTL"], body))
        self.send_response(int(self.path.rpartition("/")[2]))
        self.send_header("Location", "http://127.0.0.1:1/")
        self.send_header("Retry-After", "7")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        """Says nothing."""


@pytest.fixture
def port(certificate):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    serving = Thread(target=server.serve_forever, args=(0.01,))
    serving.start()
    Service.heard.clear()
    yield server.server_address[1]
    server.shutdown()
    serving.join()
    server.server_close()


@pytest.fixture
def send(certificate, port):
    def send(path="/201", *, host=HOST, trusted=True):
        context = ssl.create_default_context(cafile=str(certificate) if trusted else None)
        return post(Outward(host, path, "127.0.0.1"), body=b"abc", headers={"TTL": "60"}, context=context, port=port)

    return send


class TestPost:
    def test_reaches_the_pinned_address_under_the_hosts_name(self, send, port):
        assert send() == Answered(201, 7)
        assert Service.heard == [("/201", f"{HOST}:{port}", "60", b"abc")]

    def test_follows_no_redirect(self, send):
        assert send("/302").status == 302

    @pytest.mark.parametrize("options", [{"trusted": False}, {"host": "other.example.com"}])
    def test_trusts_only_the_hosts_own_certificate(self, send, options):
        with pytest.raises(Unreached):
            send(**options)
        assert Service.heard == []

    def test_says_when_nobody_is_there(self):
        with pytest.raises(Unreached):
            post(Outward(HOST, "/", "127.0.0.1"), body=b"", headers={}, port=1)
