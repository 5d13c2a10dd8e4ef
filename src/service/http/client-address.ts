// Whose request it is: the socket's peer, or what a trusted proxy says in X-Forwarded-For.
import type { IncomingMessage } from "node:http";
import { BlockList, isIP, isIPv4, isIPv6 } from "node:net";

/** Of "10.0.0.0/8" or "::1", with the prefix in bits; null where `text` is neither network nor address. */
export function readNetwork(text: string): { address: string; prefix: number; family: "ipv4" | "ipv6" } | null {
  const [, address = "", length] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  if (isIP(address) === 0) return null;
  const [family, longest] = isIPv4(address) ? (["ipv4", 32] as const) : (["ipv6", 128] as const);
  const prefix = length === undefined ? longest : Number(length);
  return prefix <= longest ? { address, prefix, family } : null;
}

export class ClientAddresses {
  private readonly ipv6 = new BlockList();
  /** Every request is checked, and Node's list takes its time. */
  private readonly ipv4: { base: number; mask: number }[] = [];
  private readonly hasProxies: boolean;

  /** @param proxies addresses and networks, or "loopback" */
  constructor(proxies: readonly string[]) {
    this.hasProxies = proxies.length > 0;
    for (const proxy of proxies.flatMap((entry) => (entry === "loopback" ? ["127.0.0.0/8", "::1"] : [entry]))) {
      const network = readNetwork(proxy);
      if (network?.family === "ipv6") this.ipv6.addSubnet(network.address, network.prefix, "ipv6");
      else if (network) {
        const mask = network.prefix === 0 ? 0 : -1 << (32 - network.prefix);
        this.ipv4.push({ base: bitsOf(network.address) & mask, mask });
      }
    }
  }

  /** The nearest address that is no trusted proxy; "" where the connection is gone. */
  of(request: IncomingMessage): string {
    const forwarded = request.headers["x-forwarded-for"];
    let nearest = plainAddress(request.socket.remoteAddress ?? "");
    if (!this.hasProxies || forwarded === undefined) return nearest;
    // Each proxy appends whom it heard; what stands left of the first stranger is the stranger's own claim.
    const hops = String(forwarded).split(",");
    while (this.isTrusted(nearest)) {
      const hop = plainAddress(hops.pop()?.trim() ?? "");
      if (isIP(hop) === 0) break;
      nearest = hop;
    }
    return nearest;
  }

  isTrusted(address: string): boolean {
    if (!isIPv4(address)) return isIPv6(address) && this.ipv6.check(address, "ipv6");
    const bits = bitsOf(address);
    return this.ipv4.some(({ base, mask }) => (bits & mask) === base);
  }
}

/** Of an IPv4 address. */
const bitsOf = (address: string): number => address.split(".").reduce((bits, part) => (bits << 8) | Number(part), 0);

/** Without port, brackets and zone; an IPv4 address that is wrapped in IPv6 as itself. */
function plainAddress(text: string): string {
  if (isIPv4(text)) return text;
  const [, bracketed, withPort] = /^(?:\[([^\]]*)\](?::\d+)?|([\d.]+):\d+)$/.exec(text) ?? [];
  const [address = ""] = (bracketed ?? withPort ?? text).split("%", 1);
  return address.replace(/^::ffff:(?=[\d.]+$)/i, "");
}

/** What limits apply to: an IPv4 address, or the /64 that one IPv6 customer has. */
export function blockOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = [], tail = []] = address.split("::", 2).map((part) => part.split(":").filter(Boolean));
  // An IPv4 address at the end stands for two groups.
  const zeros = 8 - head.length - tail.length - (address.includes(".") ? 1 : 0);
  const groups = [...head, ...new Array<string>(zeros).fill("0"), ...tail].slice(0, 4);
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(":")}::/64`;
}
