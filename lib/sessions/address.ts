import { isIPv6 } from 'node:net';

/** What counts as one address: an IPv4 address, or the /64 of an IPv6 one, which is what one customer gets. */
export type Address = string & { readonly brand: 'Address' };

/**
 * The address that a request came from, by its source IP. IPv4 that is mapped into IPv6 (RFC 4291, 2.5.5.2) is IPv4.
 * What is no IP at all counts as one address.
 */
export function addressOf(sourceIp = ''): Address {
  if (!isIPv6(sourceIp)) return sourceIp as Address;
  const groups = groupsOf(sourceIp);
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  return (isMapped ? ipv4Of(groups.slice(6)) : `${groups.slice(0, 4).map(hexadecimal).join(':')}::/64`) as Address;
}

/** The eight numbers of an IPv6 address, in whatever form it is written. */
function groupsOf(ip: string): number[] {
  const canonical = new URL(`http://[${ip.replace(/%.*/, '')}]`).hostname.slice(1, -1);
  const [left = [], right = []] = canonical.split('::').map((half) => (half ? half.split(':') : []));
  const gap = Array<string>(8 - left.length - right.length).fill('0');
  return [...left, ...gap, ...right].map((group) => Number.parseInt(group, 16));
}

const ipv4Of = (groups: readonly number[]) => groups.flatMap((group) => [group >> 8, group & 255]).join('.');

const hexadecimal = (group: number) => group.toString(16);
