//! Functions of IP networks.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use dashu_int::IBig;

use crate::value::Value;

use super::{Call, Outcome};

/// A network: its first address as a number, its prefix length, and how many bits its addresses have.
#[derive(Clone, Copy)]
struct Network {
    base: u128,
    prefix: u32,
    bits: u32,
}

impl Network {
    fn parse(text: &str) -> Result<Self, String> {
        let net = text
            .parse::<ipnet::IpNet>()
            .map_err(|_| format!("{text:?} is no network such as 10.0.0.0/16"))?;
        Ok(match net.trunc() {
            ipnet::IpNet::V4(net) => Self {
                base: u128::from(u32::from(net.network())),
                prefix: u32::from(net.prefix_len()),
                bits: 32,
            },
            ipnet::IpNet::V6(net) => Self {
                base: u128::from(net.network()),
                prefix: u32::from(net.prefix_len()),
                bits: 128,
            },
        })
    }

    fn address(self, number: u128) -> String {
        if self.bits == 32 {
            let number = u32::try_from(number).unwrap_or(u32::MAX);
            return IpAddr::from(Ipv4Addr::from(number)).to_string();
        }
        IpAddr::from(Ipv6Addr::from(number)).to_string()
    }

    /// The network as text.
    fn text(self) -> String {
        format!("{}/{}", self.address(self.base), self.prefix)
    }

    /// The part with that number when the prefix is made `more` bits longer.
    fn subnet(self, more: i64, number: &IBig) -> Result<Self, String> {
        let prefix = u32::try_from(more)
            .ok()
            .and_then(|more| self.prefix.checked_add(more))
            .filter(|prefix| *prefix <= self.bits)
            .ok_or_else(|| format!("there are no {more} more bits in {}", self.text()))?;
        let more = prefix - self.prefix;
        let number = u128::try_from(number)
            .ok()
            .filter(|number| more >= 128 || *number < 1u128 << more)
            .ok_or_else(|| format!("{more} bits cannot hold the number {number}"))?;
        let offset = number.checked_shl(self.bits - prefix).unwrap_or(0);
        Ok(Self {
            base: self.base | offset,
            prefix,
            bits: self.bits,
        })
    }

    /// The last address.
    fn last(self) -> u128 {
        self.base | mask(self.bits - self.prefix)
    }
}

/// So many ones.
fn mask(bits: u32) -> u128 {
    if bits >= 128 {
        u128::MAX
    } else {
        (1u128 << bits) - 1
    }
}

pub(super) fn cidrsubnet(call: &Call<'_>) -> Outcome {
    let network = Network::parse(&call.text(0)?)?;
    let number = call.number(2)?;
    if !number.is_integer() {
        return Err(format!("argument 3 must be a whole number, not {number}"));
    }
    let subnet = network.subnet(call.int(1)?, &number.to_integer())?;
    Ok(subnet.text().into())
}

pub(super) fn cidrhost(call: &Call<'_>) -> Outcome {
    let network = Network::parse(&call.text(0)?)?;
    let number = call.number(1)?;
    if !number.is_integer() {
        return Err(format!("argument 2 must be a whole number, not {number}"));
    }
    let number = number.to_integer();
    let room = mask(network.bits - network.prefix);
    let wrong = || format!("{} has no host number {number}", network.text());
    let address = if number < IBig::ZERO {
        // The last address is number -1.
        let back = u128::try_from(&(-&number - IBig::ONE)).map_err(|_| wrong())?;
        room.checked_sub(back).map(|host| network.base | host)
    } else {
        let host = u128::try_from(&number).map_err(|_| wrong())?;
        (host <= room).then_some(network.base | host)
    };
    Ok(network.address(address.ok_or_else(wrong)?).into())
}

pub(super) fn cidrnetmask(call: &Call<'_>) -> Outcome {
    let network = Network::parse(&call.text(0)?)?;
    if network.bits != 32 {
        return Err("an IPv6 network has no netmask".to_owned());
    }
    let ones = mask(32) ^ mask(32 - network.prefix);
    Ok(network.address(ones).into())
}

/// Networks one after the other, each as many bits longer as said, each at the next place where it fits.
pub(super) fn cidrsubnets(call: &Call<'_>) -> Outcome {
    let network = Network::parse(&call.text(0)?)?;
    let mut networks = Vec::new();
    let mut next = Some(network.base);
    for at in 1..call.args.len() {
        let more = call.int(at)?;
        if !(1..=32).contains(&more) {
            return Err(format!("argument {} must be from 1 to 32", at + 1));
        }
        let size = network.subnet(more, &IBig::ZERO)?;
        let room = mask(size.bits - size.prefix);
        let full = || format!("there is no room left in {}", network.text());
        // Up to the next multiple of the size.
        let base = next.ok_or_else(full)?.checked_add(room).ok_or_else(full)? & !room;
        let subnet = Network { base, ..size };
        if base > network.last() || subnet.last() > network.last() {
            return Err(full());
        }
        next = subnet.last().checked_add(1);
        networks.push(Value::from(subnet.text()));
    }
    Ok(Value::list(networks))
}
