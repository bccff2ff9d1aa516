//! Addresses, ports and protocols.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::{IpNet, Ipv4Net, Ipv6Net};

/// What Azure writes for "from anywhere".
const ANYONE: [&str; 3] = ["*", "any", "internet"];

/// The part of the IPv6 space that is allocated to the public.
const PUBLIC_V6: Ipv6Net = Ipv6Net::new_assert(Ipv6Addr::new(0x2000, 0, 0, 0, 0, 0, 0, 0), 3);

/// Address blocks that the public internet does not route: private, shared, loopback, link-local and the like.
/// Documentation blocks are left out on purpose: in examples they stand for public addresses.
const NOT_PUBLIC_V4: [Ipv4Net; 9] = [
    Ipv4Net::new_assert(Ipv4Addr::new(10, 0, 0, 0), 8),
    Ipv4Net::new_assert(Ipv4Addr::new(100, 64, 0, 0), 10),
    Ipv4Net::new_assert(Ipv4Addr::new(127, 0, 0, 0), 8),
    Ipv4Net::new_assert(Ipv4Addr::new(169, 254, 0, 0), 16),
    Ipv4Net::new_assert(Ipv4Addr::new(172, 16, 0, 0), 12),
    Ipv4Net::new_assert(Ipv4Addr::new(192, 168, 0, 0), 16),
    Ipv4Net::new_assert(Ipv4Addr::new(198, 18, 0, 0), 15),
    Ipv4Net::new_assert(Ipv4Addr::new(224, 0, 0, 0), 4),
    Ipv4Net::new_assert(Ipv4Addr::new(240, 0, 0, 0), 4),
];

fn is_anyone(text: &str) -> bool {
    ANYONE.iter().any(|word| word.eq_ignore_ascii_case(text))
}

/// A network in CIDR notation; a single address is a network of its own. Host bits may be set, as the clouds accept.
fn network(text: &str) -> Option<IpNet> {
    let net: Option<IpNet> = text.parse().ok();
    let address = || text.parse::<IpAddr>().ok().map(IpNet::from);
    net.or_else(address).map(|net| net.trunc())
}

/// Whether the text admits everyone: the whole address space, or half of it, by itself.
pub(super) fn is_world(text: &str) -> bool {
    let text = text.trim();
    is_anyone(text)
        || match network(text) {
            Some(IpNet::V4(net)) => net.prefix_len() <= 1,
            Some(IpNet::V6(net)) => {
                net.contains(&PUBLIC_V6) || (net.prefix_len() <= 4 && PUBLIC_V6.contains(&net))
            }
            None => false,
        }
}

/// Whether the text holds any public address.
pub(super) fn is_public(text: &str) -> bool {
    let text = text.trim();
    is_anyone(text)
        || match network(text) {
            Some(IpNet::V4(net)) => !NOT_PUBLIC_V4.iter().any(|block| block.contains(&net)),
            Some(IpNet::V6(net)) => PUBLIC_V6.contains(&net) || net.contains(&PUBLIC_V6),
            None => false,
        }
}

/// What a protocol says of ports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Protocol {
    /// All protocols, and so all ports.
    All,
    /// TCP or UDP.
    Ports,
    /// A protocol without the ports in question.
    Other,
}

/// Reads a protocol's name or number.
pub(super) fn protocol(text: &str) -> Protocol {
    match text.trim().to_ascii_lowercase().as_str() {
        "-1" | "all" | "*" | "any" => Protocol::All,
        "tcp" | "udp" | "6" | "17" | "tcp_udp" | "tcp/udp" => Protocol::Ports,
        _ => Protocol::Other,
    }
}

/// A closed range of ports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ports(pub(super) i64, pub(super) i64);

impl Ports {
    /// Every port.
    pub(super) const ALL: Self = Self(0, 65535);

    /// Reads `22`, `20-25`, `*`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text == "*" || is_anyone(text) {
            return Some(Self::ALL);
        }
        match text.split_once('-') {
            Some((low, high)) => Some(Self(low.trim().parse().ok()?, high.trim().parse().ok()?)),
            None => text.parse().ok().map(|port| Self(port, port)),
        }
    }

    /// Whether the two share a port.
    pub(super) const fn overlaps(self, other: Self) -> bool {
        self.0 <= other.1 && other.0 <= self.1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_world_is_all_or_half_of_the_addresses() {
        for text in [
            "0.0.0.0/0",
            "::/0",
            "0.0.0.0/1",
            "128.0.0.0/1",
            "2000::/3",
            "3000::/4",
            "*",
            "Internet",
            " 0.0.0.0/0",
            "1.2.3.4/0",
        ] {
            assert!(is_world(text), "{text}");
        }
        for text in [
            "10.0.0.0/8",
            "0.0.0.0/2",
            "0.0.0.0",
            "fc00::/7",
            "2001:db8::/32",
            "VirtualNetwork",
            "",
            "x/0",
        ] {
            assert!(!is_world(text), "{text}");
        }
    }

    #[test]
    fn public_is_what_the_internet_routes() {
        for text in [
            "8.8.8.8",
            "203.0.113.0/24",
            "0.0.0.0/0",
            "10.0.0.0/7",
            "2001:db8::/32",
            "Any",
        ] {
            assert!(is_public(text), "{text}");
        }
        for text in [
            "10.1.0.0/16",
            "192.168.1.1",
            "fd00::/8",
            "fe80::/10",
            "::1/128",
            "AzureLoadBalancer",
        ] {
            assert!(!is_public(text), "{text}");
        }
    }

    #[test]
    fn ports_are_read_in_the_clouds_spellings() {
        assert_eq!(Ports::parse("22"), Some(Ports(22, 22)));
        assert_eq!(Ports::parse("20-25"), Some(Ports(20, 25)));
        assert_eq!(Ports::parse("*"), Some(Ports::ALL));
        assert_eq!(Ports::parse("ssh"), None);
        assert!(Ports(20, 25).overlaps(Ports(22, 22)));
        assert!(!Ports(23, 25).overlaps(Ports(22, 22)));
        assert_eq!(protocol("-1"), Protocol::All);
        assert_eq!(protocol("Tcp"), Protocol::Ports);
        assert_eq!(protocol("icmp"), Protocol::Other);
    }
}
