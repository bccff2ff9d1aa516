//! Text in other encodings than UTF-8.

use encoding_rs::Encoding;

use super::encoding::{from_base64, to_base64};
use super::{Call, Outcome};
use crate::eval::template::text as text_value;
use crate::value::Reason;

/// An encoding of characters.
#[derive(Clone, Copy)]
enum Charset {
    Utf8,
    /// With the byte order mark, which decides when it is there.
    Utf16,
    Utf16Be,
    Utf16Le,
    /// The first so many characters of Unicode, a byte each.
    First(u32),
    Other(&'static Encoding),
}

/// The names of the encodings in IANA's register, and the name they have in that of the web.
const NAMES: &[(&str, &[&str])] = &[
    ("big5", &["csbig5"]),
    (
        "euc-jp",
        &[
            "extended_unix_code_packed_format_for_japanese",
            "cseucpkdfmtjapanese",
        ],
    ),
    ("euc-kr", &["cseuckr"]),
    ("gb18030", &["csgb18030"]),
    ("gbk", &["cp936", "ms936", "windows-936", "csgbk"]),
    ("ibm866", &["cp866", "866", "csibm866"]),
    ("iso-2022-jp", &["csiso2022jp"]),
    (
        "iso-8859-10",
        &[
            "iso-ir-157",
            "l6",
            "iso_8859-10:1992",
            "csisolatin6",
            "latin6",
        ],
    ),
    ("iso-8859-13", &["csiso885913"]),
    (
        "iso-8859-14",
        &[
            "iso-ir-199",
            "iso_8859-14:1998",
            "iso_8859-14",
            "latin8",
            "iso-celtic",
            "l8",
            "csiso885914",
        ],
    ),
    ("iso-8859-15", &["iso_8859-15", "latin-9", "csiso885915"]),
    (
        "iso-8859-16",
        &[
            "iso-ir-226",
            "iso_8859-16:2001",
            "iso_8859-16",
            "latin10",
            "l10",
            "csiso885916",
        ],
    ),
    (
        "iso-8859-2",
        &[
            "iso_8859-2:1987",
            "iso-ir-101",
            "iso_8859-2",
            "latin2",
            "l2",
            "csisolatin2",
        ],
    ),
    (
        "iso-8859-3",
        &[
            "iso_8859-3:1988",
            "iso-ir-109",
            "iso_8859-3",
            "latin3",
            "l3",
            "csisolatin3",
        ],
    ),
    (
        "iso-8859-4",
        &[
            "iso_8859-4:1988",
            "iso-ir-110",
            "iso_8859-4",
            "latin4",
            "l4",
            "csisolatin4",
        ],
    ),
    (
        "iso-8859-5",
        &[
            "iso_8859-5:1988",
            "iso-ir-144",
            "iso_8859-5",
            "cyrillic",
            "csisolatincyrillic",
        ],
    ),
    (
        "iso-8859-6",
        &[
            "iso_8859-6:1987",
            "iso-ir-127",
            "iso_8859-6",
            "ecma-114",
            "asmo-708",
            "arabic",
            "csisolatinarabic",
        ],
    ),
    (
        "iso-8859-7",
        &[
            "iso_8859-7:1987",
            "iso-ir-126",
            "iso_8859-7",
            "elot_928",
            "ecma-118",
            "greek",
            "greek8",
            "csisolatingreek",
        ],
    ),
    (
        "iso-8859-8",
        &[
            "iso_8859-8:1988",
            "iso-ir-138",
            "iso_8859-8",
            "hebrew",
            "csisolatinhebrew",
        ],
    ),
    ("koi8-r", &["cskoi8r"]),
    ("koi8-u", &["cskoi8u"]),
    ("macintosh", &["mac", "csmacintosh"]),
    ("shift_jis", &["ms_kanji", "csshiftjis"]),
    ("windows-1250", &["cswindows1250"]),
    ("windows-1251", &["cswindows1251"]),
    ("windows-1252", &["cswindows1252"]),
    ("windows-1253", &["cswindows1253"]),
    ("windows-1254", &["cswindows1254"]),
    ("windows-1255", &["cswindows1255"]),
    ("windows-1256", &["cswindows1256"]),
    ("windows-1257", &["cswindows1257"]),
    ("windows-1258", &["cswindows1258"]),
    ("windows-874", &["cswindows874"]),
];

/// Names of the encodings that are written without tables.
const PLAIN: &[(Charset, &[&str])] = &[
    (Charset::Utf8, &["utf-8", "csutf8"]),
    (Charset::Utf16, &["utf-16", "csutf16"]),
    (Charset::Utf16Be, &["utf-16be", "csutf16be"]),
    (Charset::Utf16Le, &["utf-16le", "csutf16le"]),
    (
        Charset::First(0x80),
        &[
            "us-ascii",
            "iso-ir-6",
            "ansi_x3.4-1968",
            "ansi_x3.4-1986",
            "iso_646.irv:1991",
            "iso646-us",
            "us",
            "ibm367",
            "cp367",
            "csascii",
            "ascii",
        ],
    ),
    (
        Charset::First(0x100),
        &[
            "iso_8859-1:1987",
            "iso-ir-100",
            "iso_8859-1",
            "iso-8859-1",
            "latin1",
            "l1",
            "ibm819",
            "cp819",
            "csisolatin1",
        ],
    ),
];

/// Beginnings of the names of encodings that Terraform has and whose tables are not at hand.
const MISSING: &[&str] = &[
    "ibm",
    "cp",
    "csibm",
    "cspc",
    "ccsid",
    "pc-",
    "hz-gb",
    "iso-8859-9",
    "iso_8859-9",
    "iso-8859-6-",
    "iso-8859-8-",
    "iso_8859-6-",
    "iso_8859-8-",
    "latin5",
    "l5",
    "csisolatin5",
    "iso-ir-148",
    "csiso88596",
    "csiso88598",
    "ebcdic",
    "037",
    "437",
    "850",
    "852",
    "855",
    "858",
    "860",
    "862",
    "863",
    "865",
];

impl Charset {
    /// The encoding of that name; `Ok(None)` for one that is not evaluated.
    fn find(name: &str) -> Result<Option<Self>, String> {
        let lower = name.to_ascii_lowercase();
        let known = |names: &[&str]| names.contains(&lower.as_str());
        if let Some((charset, _)) = PLAIN.iter().find(|(_, names)| known(names)) {
            return Ok(Some(*charset));
        }
        let label = NAMES
            .iter()
            .find(|(label, names)| *label == lower || known(names));
        if let Some(encoding) = label.and_then(|(label, _)| Encoding::for_label(label.as_bytes())) {
            return Ok(Some(Self::Other(encoding)));
        }
        if MISSING.iter().any(|start| lower.starts_with(start)) {
            return Ok(None);
        }
        Err(format!("there is no encoding {name:?}"))
    }

    fn encode(self, text: &str) -> Option<Vec<u8>> {
        Some(match self {
            Self::Utf8 => text.as_bytes().to_vec(),
            Self::Utf16 => [0xfe, 0xff]
                .into_iter()
                .chain(text.encode_utf16().flat_map(u16::to_be_bytes))
                .collect(),
            Self::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            Self::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Self::First(end) => {
                let bytes = text.chars().map(|letter| {
                    let code = u32::from(letter);
                    u8::try_from(code).ok().filter(|_| code < end)
                });
                return bytes.collect();
            }
            Self::Other(encoding) => {
                let (bytes, _, unmappable) = encoding.encode(text);
                let missing = unmappable || has_invented(encoding, text);
                return (!missing).then(|| bytes.into_owned());
            }
        })
    }

    fn decode(self, bytes: &[u8]) -> Option<String> {
        match self {
            Self::Utf8 => String::from_utf8(bytes.to_vec()).ok(),
            Self::Utf16 => match bytes {
                [0xfe, 0xff, rest @ ..] => Self::Utf16Be.decode(rest),
                [0xff, 0xfe, rest @ ..] => Self::Utf16Le.decode(rest),
                _ => Self::Utf16Be.decode(bytes),
            },
            Self::Utf16Be => utf16(bytes, u16::from_be_bytes),
            Self::Utf16Le => utf16(bytes, u16::from_le_bytes),
            Self::First(end) => {
                let letters = bytes
                    .iter()
                    .map(|&byte| Some(byte).filter(|&b| u32::from(b) < end));
                letters.map(|byte| byte.map(char::from)).collect()
            }
            Self::Other(encoding) => {
                let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
                (!has_invented(encoding, &text)).then(|| text.into_owned())
            }
        }
    }
}

/// Whether text has characters for which the web takes bytes that have no meaning in the encoding.
fn has_invented(encoding: &'static Encoding, text: &str) -> bool {
    let name = encoding.name();
    (name.starts_with("windows") || name.starts_with("ISO-8859"))
        && text.contains(|letter| ('\u{80}'..='\u{9f}').contains(&letter))
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let units: Vec<u16> = pairs.iter().map(|pair| unit(*pair)).collect();
    String::from_utf16(&units).ok().filter(|_| rest.is_empty())
}

fn not_evaluated(name: &str) -> Outcome {
    Ok(Reason::Unsupported(format!("the encoding {name}").into()).into())
}

pub(super) fn textencodebase64(call: &Call<'_>) -> Outcome {
    let (text, name) = (call.text(0)?, call.text(1)?);
    let Some(charset) = Charset::find(&name)? else {
        return not_evaluated(&name);
    };
    call.charge(text.len() / 8)?;
    match charset.encode(&text) {
        Some(bytes) => Ok(to_base64(&bytes).into()),
        None => Err(format!("the text has characters that are not in {name}")),
    }
}

pub(super) fn textdecodebase64(call: &Call<'_>) -> Outcome {
    let (text, name) = (call.text(0)?, call.text(1)?);
    let Some(charset) = Charset::find(&name)? else {
        return not_evaluated(&name);
    };
    call.charge(text.len() / 8)?;
    let bytes = from_base64(&text).ok_or("argument 1 is not base64")?;
    match charset.decode(&bytes) {
        // Terraform takes the sign for what cannot be read for just that.
        Some(text) if !text.contains(char::REPLACEMENT_CHARACTER) => Ok(text_value(text)),
        _ => Err(format!("the bytes are no text in {name}")),
    }
}
