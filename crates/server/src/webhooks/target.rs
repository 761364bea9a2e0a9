//! Where webhooks may not be sent: addresses inside our own network, unless the settings allow it.
//!
//! The check is made on what a name resolves to, at the moment of connecting, so that a name that changes
//! its address between check and use gains nothing.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::{Host, Url};

/// Reads an address that a webhook may have.
///
/// # Errors
/// Says in words what is wrong with it.
pub(super) fn parse(address: &str, allow_private: bool) -> Result<Url, String> {
    let url = Url::parse(address).map_err(|e| format!("is not an address: {e}"))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err("must begin with https:// or http://".into());
    }
    let literal = match url.host() {
        None => return Err("names no host".into()),
        Some(Host::Domain(_)) => None,
        Some(Host::Ipv4(ip)) => Some(IpAddr::V4(ip)),
        Some(Host::Ipv6(ip)) => Some(IpAddr::V6(ip)),
    };
    match literal {
        Some(ip) if !allow_private && !is_public(ip) => Err(refused(ip)),
        _ => Ok(url),
    }
}

fn refused(ip: IpAddr) -> String {
    format!("{ip} is not a public address; the server's settings can allow private ones")
}

/// Whether an address is on the public internet.
fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    let shared = a == 100 && (64..128).contains(&b);
    let protocols = (a, b, c) == (192, 0, 0);
    let benchmarks = a == 198 && (18..20).contains(&b);
    !(a == 0
        || a >= 224
        || ip.is_loopback()
        || ip.is_private()
        || ip.is_link_local()
        || ip.is_documentation()
        || shared
        || protocols
        || benchmarks)
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    let s = ip.segments();
    let embedded = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        is_public_v4(Ipv4Addr::new(a, b, c, d))
    };
    match s {
        // IPv4 in IPv6: mapped, compatible (with :: and ::1), translated (NAT64), 6to4.
        [0, 0, 0, 0, 0, 0xffff | 0, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] => embedded(high, low),
        [0x2002, high, low, ..] => embedded(high, low),
        // Local NAT64, Teredo and documentation.
        [0x64, 0xff9b, ..] | [0x2001, 0 | 0xdb8, ..] => false,
        // Only 2000::/3 is given out: unique local, link-local, site-local and multicast lie outside.
        _ => s[0] & 0xe000 == 0x2000,
    }
}

/// Resolves names to public addresses only.
pub(super) struct PublicOnly;

impl Resolve for PublicOnly {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found: Vec<SocketAddr> = tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            if let Some(inside) = found.iter().find(|address| !is_public(address.ip())) {
                return Err(io::Error::new(io::ErrorKind::PermissionDenied, refused(inside.ip())).into());
            }
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_inside_are_refused_in_every_spelling() {
        for address in [
            "http://127.0.0.1/",
            "http://2130706433/",
            "http://0x7f.1/",
            "http://0/",
            "http://10.1.2.3/",
            "http://172.16.0.1/",
            "http://192.168.1.1/",
            "http://169.254.169.254/latest/meta-data",
            "http://100.64.0.1/",
            "http://[::1]/",
            "http://[::]/",
            "http://[::ffff:127.0.0.1]/",
            "http://[64:ff9b::a00:1]/",
            "http://[2002:7f00:1::]/",
            "http://[fe80::1]/",
            "http://[fd00:ec2::254]/",
            "http://[ff02::1]/",
        ] {
            assert!(parse(address, false).is_err(), "{address} was accepted");
            assert!(parse(address, true).is_ok(), "{address} was refused although allowed");
        }
    }

    #[test]
    fn public_addresses_and_names_are_accepted() {
        for address in [
            "https://example.com/hook",
            "http://93.184.215.14/",
            "https://[2606:4700::1111]/",
            "http://localhost/",
        ] {
            assert!(parse(address, false).is_ok(), "{address} was refused");
        }
        assert!(parse("ftp://example.com/", false).is_err());
        assert!(parse("https://", false).is_err());
    }

    #[tokio::test]
    async fn a_name_for_an_inside_address_does_not_resolve() {
        let name: Name = "localhost".parse().expect("localhost is a name");
        let refused = PublicOnly.resolve(name).await.err().map(|e| e.to_string());
        assert!(refused.is_some_and(|why| why.contains("not a public address")));
    }
}
