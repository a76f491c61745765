import ipaddress
from ipaddress import IPv4Address, IPv4Network, IPv6Address

import pytest

import solution


@pytest.mark.parametrize(
    "value",
    [
        IPv4Address("192.0.2.1"),
        IPv6Address("2001:db8::1"),
        IPv6Address("fe80::1%eth0"),
        IPv4Network("10.0.0.0/8"),
        ipaddress.IPv6Network("2001:db8::/32"),
        ipaddress.IPv4Interface("10.0.0.5/8"),
        ipaddress.IPv6Interface("2001:db8::5/64"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_address_comes_back_equal_inside_a_list(value):
    (result,) = solution.identity([value])
    assert result == value
    assert hash(result) == hash(value)
    assert type(result) is type(value)
    assert solution.kind(value) == type(value).__name__


def test_addresses_in_a_network():
    addresses = [IPv4Address(f"10.0.{n}.1") for n in range(4)]
    assert solution.inside(IPv4Network("10.0.2.0/23"), addresses) == addresses[2:]


def test_addresses_as_keys():
    taken = {IPv4Address("192.0.2.1"): "gateway", IPv4Address("192.0.2.2"): "printer"}
    assert solution.first_free(IPv4Network("192.0.2.0/29"), taken) == IPv4Address("192.0.2.3")


def test_networks_are_split():
    assert solution.halved(IPv4Network("10.0.0.0/8")) == [IPv4Network("10.0.0.0/9"), IPv4Network("10.128.0.0/9")]


def test_interface_is_made():
    made = solution.interface_of(IPv4Address("10.0.0.5"), IPv4Network("10.0.0.0/24"))
    assert made == ipaddress.ip_interface("10.0.0.5/24")
    assert made.network == IPv4Network("10.0.0.0/24")


def test_class_of_the_library_is_handed_over():
    assert solution.parse_as(IPv6Address, "::1") == IPv6Address(1)
    with pytest.raises(ipaddress.AddressValueError):
        solution.parse_as(IPv4Address, "::1")


def test_scope_is_kept():
    assert solution.scope_of(IPv6Address("fe80::1%eth0")) == "eth0"


def test_address_of_an_own_class():
    router, printer = solution.Host("192.0.2.1", "router"), solution.Host("192.0.2.9", "printer")
    assert (router.name, str(router)) == ("router", "192.0.2.1")
    assert sorted([printer, router]) == [router, printer]
    assert router == solution.Host("192.0.2.1", "gateway")
    assert int(printer) - int(router) == 8
    assert router.is_private and router.version == 4
