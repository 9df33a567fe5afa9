//! Static files, embedded in the program and served from `/static/<hash>/…`, cached for a year: the hash covers
//! all of them, so that style sheets and modules may name each other relatively.
use include_dir::Dir;
use include_dir::include_dir;
use sha2::Digest;
use sha2::Sha256;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::sync::OnceLock;

static FILES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/static");

/// A file as it goes out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    pub bytes: &'static [u8],
    pub content_type: &'static str,
    /// The URL carried the current hash: may be cached for ever.
    pub immutable: bool,
}

/// The URL of a file below `static/`: `asset("css/ui.css")`.
pub fn asset(path: &str) -> String {
    debug_assert!(FILES.get_file(path).is_some(), "no static file {path}");
    format!("/static/{}/{path}", build_hash())
}

/// The file behind `/static/{path}`; a path with an old hash still answers, but not for ever.
pub fn get(path: &str) -> Option<Asset> {
    let (hash, plain) = path.split_once('/')?;
    let immutable = hash == build_hash();
    let file = if is_hash(hash) {
        FILES.get_file(plain)?
    } else {
        FILES.get_file(path)?
    };
    let content_type = content_type(
        file.path()
            .extension()
            .and_then(|ending| ending.to_str())
            .unwrap_or_default(),
    );
    Some(Asset {
        bytes: file.contents(),
        content_type,
        immutable,
    })
}

/// Whether the icon sprite has this name.
pub fn icon_exists(name: &str) -> bool {
    icons().contains(name)
}

/// Names in the sprite.
pub fn icons() -> &'static BTreeSet<&'static str> {
    static ICONS: OnceLock<BTreeSet<&'static str>> = OnceLock::new();
    ICONS.get_or_init(|| {
        let sprite = FILES
            .get_file("icons.svg")
            .and_then(|file| file.contents_utf8())
            .unwrap_or_default();
        sprite
            .split("<symbol id=\"")
            .skip(1)
            .filter_map(|part| part.split('"').next())
            .collect()
    })
}

/// First eight bytes of the hash over all names and contents.
pub fn build_hash() -> &'static str {
    static HASH: OnceLock<String> = OnceLock::new();
    HASH.get_or_init(|| {
        let mut sum = Sha256::new();
        add(&FILES, &mut sum);
        sum.finalize()
            .iter()
            .take(HASH_BYTES)
            .fold(String::new(), |mut text, byte| {
                let _ = write!(text, "{byte:02x}");
                text
            })
    })
}

const HASH_BYTES: usize = 6;

fn add(folder: &Dir<'static>, sum: &mut Sha256) {
    for file in folder.files() {
        sum.update(file.path().to_string_lossy().as_bytes());
        sum.update(file.contents());
    }
    folder.dirs().for_each(|inner| add(inner, sum));
}

fn is_hash(part: &str) -> bool {
    part.len() == HASH_BYTES * 2 && part.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn content_type(ending: &str) -> &'static str {
    match ending {
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "woff2" => "font/woff2",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "json" => "application/json",
        "txt" | "md" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_leads_back_to_its_file() {
        let url = asset("css/ui.css");
        let found = get(url.trim_start_matches("/static/")).map(|asset| (asset.content_type, asset.immutable));
        assert_eq!(found, Some(("text/css; charset=utf-8", true)));
    }

    #[test]
    fn old_hashes_answer_and_unknown_files_do_not() {
        assert_eq!(get("000000000000/css/ui.css").map(|asset| asset.immutable), Some(false));
        assert!(get("css/none.css").is_none());
        assert!(get("../Cargo.toml").is_none());
    }

    #[test]
    fn the_sprite_has_status_glyphs_and_icons() {
        for name in ["st-draft", "st-50", "st-done", "truck", "receipt-text"] {
            assert!(icon_exists(name), "{name}");
        }
    }
}
