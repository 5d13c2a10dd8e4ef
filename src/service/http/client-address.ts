// Whose request it is: the socket's peer, or what a trusted proxy says in X-Forwarded-For.
import type { IncomingMessage } from "node:http";
import { BlockList, isIP, isIPv4, isIPv6 } from "node:net";

/** Addresses and networks ("10.0.0.0/8", "::1"), or "loopback". */
export type ProxyList = readonly string[];

/** Null where `text` is neither. */
export function readNetwork(text: string): { address: string; prefix: number; family: "ipv4" | "ipv6" } | null {
  const [address = "", length, ...rest] = text.split("/");
  const family = isIPv4(address) ? "ipv4" : isIPv6(address) ? "ipv6" : null;
  if (family === null || rest.length > 0) return null;
  const longest = family === "ipv4" ? 32 : 128;
  if (length !== undefined && !(/^\d{1,3}$/.test(length) && Number(length) <= longest)) return null;
  return { address, prefix: length === undefined ? longest : Number(length), family };
}

export class ClientAddresses {
  /** Of IPv6; every request is checked, and Node's list takes its time. */
  private readonly trusted = new BlockList();
  private readonly trustedIpv4: { base: number; mask: number }[] = [];
  private readonly hasProxies: boolean;

  constructor(proxies: ProxyList) {
    this.hasProxies = proxies.length > 0;
    for (const proxy of proxies.flatMap((entry) => (entry === "loopback" ? ["127.0.0.0/8", "::1"] : [entry]))) {
      const network = readNetwork(proxy);
      if (network?.family === "ipv6") this.trusted.addSubnet(network.address, network.prefix, "ipv6");
      else if (network) {
        const mask = network.prefix === 0 ? 0 : -1 << (32 - network.prefix);
        this.trustedIpv4.push({ base: ipv4Bits(network.address) & mask, mask });
      }
    }
  }

  /** The nearest address that is no trusted proxy; "" where the connection is gone. */
  of(request: IncomingMessage): string {
    const peer = plainAddress(request.socket.remoteAddress ?? "");
    const forwarded = request.headers["x-forwarded-for"];
    if (!this.hasProxies || forwarded === undefined || !this.isTrusted(peer)) return peer;
    let nearest = peer;
    // Each proxy appends whom it heard; what stands left of the first stranger is the stranger's own claim.
    const hops = String(forwarded).split(",");
    for (let index = hops.length - 1; index >= 0; index--) {
      const hop = plainAddress((hops[index] as string).trim());
      if (isIP(hop) === 0) return nearest;
      nearest = hop;
      if (!this.isTrusted(hop)) return hop;
    }
    return nearest;
  }

  isTrusted(address: string): boolean {
    if (!isIPv4(address)) return isIPv6(address) && this.trusted.check(address, "ipv6");
    const bits = ipv4Bits(address);
    return this.trustedIpv4.some(({ base, mask }) => (bits & mask) === base);
  }
}

function ipv4Bits(address: string): number {
  return address.split(".").reduce((bits, part) => (bits << 8) | Number(part), 0);
}

/** Without port, brackets and zone; an IPv4 address that is wrapped in IPv6 as itself. */
function plainAddress(text: string): string {
  if (isIPv4(text)) return text;
  const [, bracketed] = /^\[([^\]]*)\](?::\d+)?$/.exec(text) ?? [];
  const [, withoutPort] = /^([\d.]+):\d+$/.exec(text) ?? [];
  const address = (bracketed ?? withoutPort ?? text).split("%", 1)[0] as string;
  const [, wrapped] = /^::ffff:([\d.]+)$/i.exec(address) ?? [];
  return wrapped ?? address;
}

/** What limits apply to: an IPv4 address, or the /64 that one IPv6 customer has. */
export function blockOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = "", tail] = address.split("::", 2);
  const groups = head === "" ? [] : head.split(":");
  if (tail !== undefined) {
    const rest = tail === "" ? [] : tail.split(":");
    const width = rest.length + (rest.at(-1)?.includes(".") ? 1 : 0);
    while (groups.length + width < 8) groups.push("0");
    groups.push(...rest);
  }
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":")}::/64`;
}
