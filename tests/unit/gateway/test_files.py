"""What is taken as a file, under which name, and who may fetch it by a signed address."""

from io import BytesIO

import pytest

from gateway.files.errors import FileMissing, FileNotAccepted, FileTooLarge
from gateway.files.kinds import media_type_of
from gateway.files.parts import FilePart, plain_name
from gateway.files.signing import SECONDS, FileSigner
from shared.kernel.errors import Missing, Unreadable, Unsupported

FORM = "multipart/form-data; boundary=xyz"
PNG = b"\x89PNG\r\n\x1a\n" + b"pixels" * 100


def form(*parts, end=b"--xyz--\r\n"):
    """`parts` are (disposition, content)."""
    body = b"".join(
        b"--xyz\r\nContent-Disposition: form-data; " + disposition.encode() + b"\r\n\r\n" + content + b"\r\n"
        for disposition, content in parts
    )
    return body + end


class Slowly(BytesIO):
    """A connection that gives three bytes at a time."""

    def read(self, size=-1):
        return super().read(min(size, 3))


class TestFilePart:
    @pytest.mark.parametrize("stream", [BytesIO, Slowly])
    def test_gives_name_start_bytes_and_digest_however_they_arrive(self, stream):
        body = form(('name="note"', b"passed over"), ('name="file"; filename="照片.png"', PNG), ('name="x"', b"y"))

        part = FilePart(stream(body), content_type=FORM)

        assert part.name == "照片.png"
        assert part.start(8) == PNG[:8]
        assert b"".join(part) == PNG
        assert part.size == len(PNG)
        assert len(part.digest) == 32

    def test_stops_at_the_limit(self):
        part = FilePart(BytesIO(form(('name="file"; filename="a.png"', PNG))), content_type=FORM, most=len(PNG) - 1)

        with pytest.raises(FileTooLarge):
            list(part)

    def test_refuses_a_form_that_broke_off(self):
        body = form(('name="file"; filename="a.png"', PNG), end=b"")

        with pytest.raises(Unreadable):
            list(FilePart(BytesIO(body), content_type=FORM))

    def test_refuses_a_form_without_a_file(self):
        for body in (form(('name="file"', b"only text")), form(('name="other"; filename="a.png"', PNG))):
            with pytest.raises(FileMissing):
                FilePart(BytesIO(body), content_type=FORM)

    def test_refuses_what_is_no_form(self):
        for content_type in ("application/json", "multipart/form-data", ""):
            with pytest.raises(Unsupported):
                FilePart(BytesIO(b"{}"), content_type=content_type)
        with pytest.raises(Unreadable):
            FilePart(BytesIO(b"no boundary here"), content_type=FORM)


class TestName:
    @pytest.mark.parametrize(
        ("given", "kept"),
        [
            ("客户.xlsx", "客户.xlsx"),
            ("../../etc/passwd.txt", "passwd.txt"),
            ("C:\\fakepath\\a.png", "a.png"),
            ("a\r\nSet-Cookie: x.png", "aSet-Cookie: x.png"),
            ("", "file"),
            ("x" * 300 + ".xlsx", "x" * 195 + ".xlsx"),
        ],
    )
    def test_is_bare(self, given, kept):
        assert plain_name(given) == kept


class TestMediaType:
    def test_needs_name_and_content_to_agree(self):
        assert media_type_of("a.PNG", start=PNG) == "image/png"
        assert media_type_of("名单.csv", start="客户名称,电话".encode()) == "text/csv"
        assert media_type_of("名单.csv", start="客户名称,电话".encode("gb18030")) == "text/csv"
        assert media_type_of("a.mp4", start=b"\0\0\0\x18ftypmp42") == "video/mp4"

    @pytest.mark.parametrize(
        ("name", "start"),
        [
            ("a.png", b"<html>"),
            ("a.txt", b"<!DOCTYPE html><script>"),
            ("a.csv", b"PK\x03\x04\0\0"),
            ("a.xlsx", b"name,phone"),
            ("a.svg", b"<svg xmlns"),
            ("a.html", b"<html>"),
            ("a.exe", b"MZ"),
            ("png", PNG),
            ("a.png", b""),
        ],
    )
    def test_refuses_others(self, name, start):
        with pytest.raises(FileNotAccepted):
            media_type_of(name, start=start)


class TestSignedAddress:
    COMPANY, FILE = "0190a000-0000-7000-8000-000000000001", "0190a000-0000-7000-8000-000000000002"

    def signer(self, now):
        return FileSigner("a key", clock=lambda: now)

    def query(self, address):
        return dict(each.split("=", 1) for each in address.partition("?")[2].split("&"))

    def test_names_the_company_until_it_expires(self):
        query = self.query(self.signer(1_000).address(self.COMPANY, file_id=self.FILE))

        assert self.signer(1_000 + SECONDS).company(self.FILE, query=query) == self.COMPANY
        with pytest.raises(Missing):
            self.signer(1_001 + SECONDS).company(self.FILE, query=query)

    def test_of_a_thing_stays_the_same_for_a_while_and_opens_the_thumbnail_too(self):
        whole, small = self.signer(900).addresses(self.COMPANY, file_id=self.FILE)

        assert (whole, small) == self.signer(1_799).addresses(self.COMPANY, file_id=self.FILE)
        assert self.signer(1_799 + 900).company(self.FILE, query=self.query(whole)) == self.COMPANY
        assert self.query(small) == self.query(whole)
        assert small.startswith(f"/api/v1/files/{self.FILE}/thumbnail?")
        with pytest.raises(Missing):
            self.signer(2_701).company(self.FILE, query=self.query(whole))

    def test_fits_one_file_of_one_company_alone(self):
        query = self.query(self.signer(1_000).address(self.COMPANY, file_id=self.FILE))

        for altered in (
            query | {"company": self.FILE},
            query | {"expires": "9999999999"},
            query | {"expires": "never"},
            query | {"signature": ""},
            {},
        ):
            with pytest.raises(Missing):
                self.signer(1_000).company(self.FILE, query=altered)
        with pytest.raises(Missing):
            self.signer(1_000).company(self.COMPANY, query=query)
        with pytest.raises(Missing):
            FileSigner("another key", clock=lambda: 1_000).company(self.FILE, query=query)
