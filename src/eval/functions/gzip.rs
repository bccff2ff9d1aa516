//! Compressed text.

use std::io::Read as _;

use flate2::bufread::MultiGzDecoder;

use crate::value::{Reason, Unknown};

use super::encoding::from_base64;
use super::{Call, Outcome, not_null};
use crate::eval::template::{MAX_TEXT, text as text_value};

/// How everything that `base64gzip` gives begins: the header, which holds neither name nor time.
const HEADER: &str = "H4sIAAAAAAAA/";

/// What the compressed bytes are depends on the compressor, so only their beginning is told.
pub(super) fn base64gzip(call: &Call<'_>) -> Outcome {
    call.text(0)?;
    Ok(not_null(Unknown {
        prefix: Some(HEADER.into()),
        ..Unknown::because(Reason::Unsupported("what base64gzip() makes".into()))
    }))
}

pub(super) fn base64gunzip(call: &Call<'_>) -> Outcome {
    let bytes = from_base64(&call.text(0)?).ok_or("argument 1 is not base64")?;
    let mut text = Vec::new();
    // One byte more than may be shows that there are too many.
    let mut decoder = MultiGzDecoder::new(bytes.as_slice()).take(MAX_TEXT as u64 + 1);
    decoder
        .read_to_end(&mut text)
        .map_err(|error| format!("argument 1 cannot be uncompressed: {error}"))?;
    if text.len() > MAX_TEXT {
        return Err(call.too_large());
    }
    call.charge(text.len() / 8)?;
    match String::from_utf8(text) {
        Ok(text) => Ok(text_value(text)),
        Err(_) => Err("the uncompressed bytes are no text".to_owned()),
    }
}
