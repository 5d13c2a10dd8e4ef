// Whose request it is, from the socket or from a trusted proxy's word.
import type { IncomingMessage } from "node:http";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { blockOf, ClientAddresses, readNetwork } from "../../../../src/service/http/client-address.ts";

const request = (peer: string | undefined, forwarded?: string) =>
  ({
    socket: { remoteAddress: peer },
    headers: forwarded === undefined ? {} : { "x-forwarded-for": forwarded },
  }) as unknown as IncomingMessage;

const rows: [
  what: string,
  proxies: string[],
  peer: string | undefined,
  forwarded: string | undefined,
  expected: string,
][] = [
  ["without proxies the socket counts", [], "203.0.113.1", "198.51.100.1", "203.0.113.1"],
  ["a stranger's header is not believed", ["10.0.0.0/8"], "203.0.113.1", "198.51.100.1", "203.0.113.1"],
  ["a proxy's header is", ["10.0.0.0/8"], "10.1.2.3", "198.51.100.1", "198.51.100.1"],
  ["what the client made up stands left", ["10.0.0.0/8"], "10.1.2.3", "6.6.6.6, 198.51.100.1", "198.51.100.1"],
  [
    "a chain of proxies is followed",
    ["10.0.0.0/8", "192.0.2.1"],
    "10.1.2.3",
    "6.6.6.6, 198.51.100.1, 192.0.2.1",
    "198.51.100.1",
  ],
  ["only proxies: the farthest", ["10.0.0.0/8"], "10.1.2.3", "10.0.0.9", "10.0.0.9"],
  ["nonsense ends the chain", ["10.0.0.0/8"], "10.1.2.3", "198.51.100.1, unknown", "10.1.2.3"],
  ["a proxy without header", ["10.0.0.0/8"], "10.1.2.3", undefined, "10.1.2.3"],
  ["IPv4 in IPv6", ["loopback"], "::ffff:127.0.0.1", "::ffff:198.51.100.1", "198.51.100.1"],
  ["ports and brackets", ["::1"], "::1", "[2001:db8::1]:443", "2001:db8::1"],
  ["a port after IPv4", ["::1"], "::1", "198.51.100.1:5678", "198.51.100.1"],
  ["a connection that is gone", ["loopback"], undefined, "198.51.100.1", ""],
];
for (const [what, proxies, peer, forwarded, expected] of rows) {
  test(what, () => {
    assert.is(new ClientAddresses(proxies).of(request(peer, forwarded)), expected);
  });
}

test("networks of every length are told apart", () => {
  const rows: [network: string, inside: string, outside: string | null][] = [
    ["0.0.0.0/0", "255.1.2.3", null],
    ["128.0.0.0/1", "255.255.255.255", "127.255.255.255"],
    ["192.168.7.9/24", "192.168.7.255", "192.168.8.0"],
    ["203.0.113.5", "203.0.113.5", "203.0.113.4"],
    ["2001:db8::/32", "2001:db8:ffff::1", "2001:db9::1"],
  ];
  for (const [network, inside, outside] of rows) {
    const addresses = new ClientAddresses([network]);
    assert.is(addresses.isTrusted(inside), true, inside);
    if (outside) assert.is(addresses.isTrusted(outside), false, outside);
  }
  assert.is(new ClientAddresses(["0.0.0.0/0"]).isTrusted("::1"), false);
});

test("limits apply to an IPv4 address and to an IPv6 /64", () => {
  assert.is(blockOf("198.51.100.1"), "198.51.100.1");
  const block = "2001:db8:0:1::/64";
  for (const address of [
    "2001:db8:0:1::1",
    "2001:0DB8:0000:0001:ffff:ffff:ffff:ffff",
    "2001:db8:0:1:2:3:4:5",
    "2001:db8:0:1::198.51.100.1",
  ])
    assert.is(blockOf(address), block);
  assert.is(blockOf("2001:db8::1"), "2001:db8:0:0::/64");
  assert.is(blockOf("::1"), "0:0:0:0::/64");
});

test("networks are read, and what is none is refused", () => {
  assert.equal(readNetwork("10.0.0.0/8"), { address: "10.0.0.0", prefix: 8, family: "ipv4" });
  assert.equal(readNetwork("::1"), { address: "::1", prefix: 128, family: "ipv6" });
  for (const text of ["", "proxy", "10.0.0.0/33", "10.0.0.0/8/8", "::1/129", "10.0.0.0/-1", "10.0.0.0/"])
    assert.is(readNetwork(text), null, text);
});

test.run();
