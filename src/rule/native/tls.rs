//! TLS versions as the clouds spell them.

/// Major and minor: 1.2 is `(1, 2)`; SSL and what switches TLS off are `(0, 0)`.
pub(super) type Version = (u8, u8);

/// Named policies whose name does not say the lowest version they accept, with that version.
/// Load balancers: AWS's tables of security policies, 2025. Transfer Family: its table of security policies, 2025.
/// Google: profiles accept TLS 1.0 unless `min_tls_version` says otherwise, so they are not named here.
const POLICIES: &[(&str, Version)] = &[
    ("elbsecuritypolicy-2011-08", (0, 0)),
    ("elbsecuritypolicy-2014-01", (0, 0)),
    ("elbsecuritypolicy-2014-10", (1, 0)),
    ("elbsecuritypolicy-2015-02", (1, 0)),
    ("elbsecuritypolicy-2015-03", (1, 0)),
    ("elbsecuritypolicy-2015-05", (1, 0)),
    ("elbsecuritypolicy-2016-08", (1, 0)),
    ("elbsecuritypolicy-fs-2018-06", (1, 0)),
    ("transfersecuritypolicy-2018-11", (1, 2)),
    ("transfersecuritypolicy-2020-06", (1, 2)),
    ("transfersecuritypolicy-2022-03", (1, 2)),
    ("transfersecuritypolicy-2023-05", (1, 2)),
    ("transfersecuritypolicy-2024-01", (1, 2)),
    ("transfersecuritypolicy-fips-2020-06", (1, 2)),
    ("transfersecuritypolicy-fips-2023-05", (1, 2)),
    ("transfersecuritypolicy-fips-2024-01", (1, 2)),
    ("disabled", (0, 0)),
    ("tlsenforcementdisabled", (0, 0)),
    ("none", (0, 0)),
];

/// The version that the text names, or the lowest that the policy of that name accepts.
pub(super) fn version(text: &str) -> Option<Version> {
    let text = text.trim().to_ascii_lowercase();
    if let Some(&(_, version)) = POLICIES.iter().find(|(name, _)| *name == text) {
        return Some(version);
    }
    if text.starts_with("ssl") {
        return Some((0, 0));
    }
    if let Some(rest) = text.strip_prefix("elbsecuritypolicy-") {
        // `tls13-1-2-2021-06`, `tls-1-1-2017-01`, `fs-1-2-res-2020-10`: the version follows the family.
        let (_, after) = rest.split_once('-')?;
        return digits(after, true);
    }
    // `TLS_1_2`, `Policy-Min-TLS-1-2-2019-07`, `TLSv1.2_2021`, `SecurityPolicy_TLS13_1_2_2021_06`.
    match text.find("tls") {
        Some(at) => {
            let after = text[at + 3..].trim_start_matches(['v', '_', '-', ' ']);
            match after
                .strip_prefix("13_")
                .or_else(|| after.strip_prefix("13-"))
            {
                Some(lowest) => digits(lowest, true),
                None => digits(after, false),
            }
        }
        None => digits(&text, false),
    }
}

/// Reads `1.2`, `1_2`, `1-2`, `12`, `1`, with anything that is no further digit behind it.
fn digits(text: &str, separated: bool) -> Option<Version> {
    let rest = text.strip_prefix('1')?;
    let minor = match rest.strip_prefix(['.', '_', '-']) {
        // `TLSv1_2016` names the year of a policy that starts at 1.0.
        Some(minor) if !separated && rest.starts_with("_20") && minor.len() >= 4 => {
            return Some((1, 0));
        }
        Some(minor) => minor,
        None if separated => return None,
        None if rest.is_empty() => return Some((1, 0)),
        None => rest,
    };
    let mut chars = minor.chars();
    let digit = chars.next().filter(|c| ('0'..='3').contains(c))?;
    if chars.next().is_some_and(|c| c.is_ascii_digit()) {
        return None;
    }
    Some((1, u8::try_from(digit.to_digit(10)?).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_in_the_clouds_spellings() {
        for (text, expected) in [
            ("1.2", (1, 2)),
            ("TLS1_2", (1, 2)),
            ("TLS1_0", (1, 0)),
            ("TLS12", (1, 2)),
            ("TLS_1_2", (1, 2)),
            ("TLSv1.2_2021", (1, 2)),
            ("TLSv1.1_2016", (1, 1)),
            ("TLSv1_2016", (1, 0)),
            ("TLSv1", (1, 0)),
            ("TLSv1.3", (1, 3)),
            ("TLS 1.2", (1, 2)),
            ("SSLv3", (0, 0)),
            ("Policy-Min-TLS-1-2-2019-07", (1, 2)),
            ("Policy-Min-TLS-1-0-2019-07", (1, 0)),
            ("Policy-Min-TLS-1-2-PFS-2023-10", (1, 2)),
            ("ELBSecurityPolicy-2016-08", (1, 0)),
            ("ELBSecurityPolicy-TLS-1-1-2017-01", (1, 1)),
            ("ELBSecurityPolicy-TLS13-1-2-2021-06", (1, 2)),
            ("ELBSecurityPolicy-TLS13-1-0-2021-06", (1, 0)),
            ("ELBSecurityPolicy-TLS13-1-3-2021-06", (1, 3)),
            ("ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09", (1, 2)),
            ("ELBSecurityPolicy-FS-1-2-Res-2020-10", (1, 2)),
            ("ELBSecurityPolicy-TLS-1-2-Ext-2018-06", (1, 2)),
            ("SecurityPolicy_TLS13_1_2_2021_06", (1, 2)),
            ("TLSEnforcementDisabled", (0, 0)),
        ] {
            assert_eq!(version(text), Some(expected), "{text}");
        }
        for text in ["", "MODERN", "ELBSecurityPolicy-2099-01", "2.0", "1.25"] {
            assert_eq!(version(text), None, "{text}");
        }
    }
}
