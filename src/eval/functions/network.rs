//! Functions of IP networks.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use dashu_int::ops::UnsignedAbs as _;
use dashu_int::{IBig, UBig};

use crate::value::{Reason, Value};

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
        let address = Ipv6Addr::from(number);
        // What stands for an address of IPv4 is written as one.
        address
            .to_ipv4_mapped()
            .map_or_else(|| address.to_string(), |address| address.to_string())
    }

    /// The network as text.
    fn text(self) -> String {
        format!("{}/{}", self.address(self.base), self.prefix)
    }

    /// The first part of the size that the prefix has when it is made `more` bits longer.
    fn extended(self, more: i64) -> Result<Self, String> {
        let prefix = i64::from(self.prefix).saturating_add(more);
        let prefix = u32::try_from(prefix)
            .ok()
            .filter(|prefix| *prefix <= self.bits)
            .ok_or_else(|| format!("there are no {more} more bits in {}", self.text()))?;
        Ok(Self { prefix, ..self })
    }

    /// The part with that number when the prefix is made `more` bits longer.
    ///
    /// Terraform looks only at the lower 64 bits of a number to see whether it fits, takes what is longer than these
    /// to hold any, and drops the sign of what a negative number comes to. All that holds here too.
    fn subnet(self, more: i64, number: &IBig) -> Result<Self, String> {
        let extended = self.extended(more)?;
        let wrong = || format!("{more} bits cannot hold the number {number}");
        let low = UBig::from(u64::MAX);
        let low = number.unsigned_abs() & low;
        if (0..64).contains(&more) && low >= UBig::ONE << usize::try_from(more).unwrap_or(0) {
            return Err(wrong());
        }
        let offset = number << usize::try_from(self.bits - extended.prefix).unwrap_or(0);
        let address = (IBig::from(self.base) | offset).unsigned_abs();
        let base = u128::try_from(&address)
            .ok()
            .filter(|base| *base <= mask(self.bits))
            .ok_or_else(wrong)?;
        Ok(Self { base, ..extended })
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

/// What stands for the part of a network of IPv4 that is written as one of IPv6, which Terraform gets wrong.
fn mapped(network: Network) -> Option<Value> {
    let is_mapped = network.bits == 128 && network.base >> 32 == 0xffff;
    is_mapped.then(|| Reason::Unsupported("an IPv4 network within IPv6".into()).into())
}

pub(super) fn cidrsubnet(call: &Call<'_>) -> Outcome {
    let network = Network::parse(&call.text(0)?)?;
    if let Some(unknown) = mapped(network) {
        return Ok(unknown);
    }
    let number = call.number(2)?;
    if !number.is_integer() {
        return Err(format!("argument 3 must be a whole number, not {number}"));
    }
    let subnet = network.subnet(call.int(1)?, &number.to_integer())?;
    Ok(subnet.text().into())
}

pub(super) fn cidrhost(call: &Call<'_>) -> Outcome {
    let network = Network::parse(&call.text(0)?)?;
    if let Some(unknown) = mapped(network) {
        return Ok(unknown);
    }
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
    if network.prefix == 0 {
        return Err("all addresses together are not divided".to_owned());
    }
    let mut networks = Vec::new();
    let mut next = Some(network.base);
    for at in 1..call.args.len() {
        let more = call.int(at)?;
        if !(1..=32).contains(&more) {
            return Err(format!("argument {} must be from 1 to 32", at + 1));
        }
        let size = network.extended(more)?;
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

/// Whether a network holds an address, or the whole of another network.
pub(super) fn cidrcontains(call: &Call<'_>) -> Outcome {
    let (outer, inner) = (Network::parse(&call.text(0)?)?, call.text(1)?);
    let inner = if inner.contains('/') {
        Network::parse(&inner)?
    } else {
        let address: IpAddr = inner
            .parse()
            .map_err(|_| format!("{inner:?} is neither an address nor a network"))?;
        Network::parse(&ipnet::IpNet::from(address).to_string())?
    };
    if outer.bits != inner.bits {
        return Err("an IPv4 and an IPv6 address cannot be compared".to_owned());
    }
    let within =
        inner.prefix >= outer.prefix && inner.base >= outer.base && inner.base <= outer.last();
    Ok(within.into())
}
