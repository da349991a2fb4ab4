"""Nobody makes a service call into the network it stands in."""

import pytest

from shared.outward.addresses import NotOutward, check, is_public, read

PUBLIC = "93.184.215.14"


class TestRead:
    def test_takes_an_https_address_apart(self):
        assert read("https://push.example.com/send/a?b=c") == ("push.example.com", "/send/a?b=c")
        assert read("https://push.example.com:443") == ("push.example.com", "/")

    @pytest.mark.parametrize(
        "url",
        [
            "",
            "push.example.com",
            "http://push.example.com/a",
            "ftp://push.example.com/a",
            "https:///a",
            "https://push.example.com:8443/a",
            "https://push.example.com:x/a",
            "https://user@push.example.com/a",
            "https://user:word@push.example.com/a",
            "https://127.0.0.1/a",
            "https://93.184.215.14/a",
            "https://[::1]/a",
            "https://localhost/a",
            "https://postgresql/a",
            "https://push.example.com/a b",
            "https://push.example.com/\r\nHost: x",
            "https://push.exämple.com/a",
            "https://push.example.com/" + "a" * 2000,
        ],
    )
    def test_refuses_every_other(self, url):
        with pytest.raises(NotOutward):
            read(url)


class TestCheck:
    def test_pins_the_address(self):
        found = check("https://push.example.com/a", resolve=lambda _: [PUBLIC])

        assert (found.host, found.path, found.ip) == ("push.example.com", "/a", PUBLIC)

    @pytest.mark.parametrize("ips", [[], ["10.0.0.1"], [PUBLIC, "192.168.1.1"], ["::1"], ["fd00::1"]])
    def test_refuses_a_host_that_resolves_inwards(self, ips):
        with pytest.raises(NotOutward):
            check("https://push.example.com/a", resolve=lambda _: ips)


class TestIsPublic:
    @pytest.mark.parametrize("ip", [PUBLIC, "2606:2800:21f:cb07:6820:80da:af6b:8b2c"])
    def test_knows_the_internet(self, ip):
        assert is_public(ip)

    @pytest.mark.parametrize(
        "ip",
        [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.0.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "fe80::1%eth0",
            "fc00::1",
            "ff02::1",
            "::ffff:10.0.0.1",
            "2002:7f00:1::",
            "64:ff9b::a00:1",
            "name",
        ],
    )
    def test_knows_everything_else(self, ip):
        assert not is_public(ip)
