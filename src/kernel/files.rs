//! Files by their hash, below the data folder: written whole before a record points at them, never changed.
use crate::kernel::error::Error;
use crate::kernel::error::Result;
use crate::kernel::id;
use crate::kernel::log::hex;
use sha2::Digest;
use sha2::Sha256;
use std::fs;
use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;

/// Longest name of a file that is kept.
const NAME_MAX: usize = 200;
/// Bytes looked at to tell text from anything else.
const TEXT_SAMPLE: usize = 4096;

/// What is known of a stored file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// SHA-256 of its bytes.
    pub hash: String,
    pub size_bytes: i64,
    pub media_type: &'static str,
}

/// Where the file of a hash lies. `None` when it cannot be a hash.
pub fn path_of(data_dir: &Path, hash: &str) -> Option<PathBuf> {
    let is_hash = hash.len() == 64 && hash.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    let folder = hash.get(..2).filter(|_| is_hash)?;
    Some(data_dir.join("files").join(folder).join(hash))
}

/// Keeps a file, outside the writing lane. The same bytes twice are one file.
pub fn put(data_dir: &Path, bytes: &[u8]) -> Result<Stored> {
    let hash = hex(&Sha256::digest(bytes));
    let path = path_of(data_dir, &hash).ok_or_else(|| Error::internal("a hash that is none"))?;
    let stored = Stored {
        hash,
        size_bytes: i64::try_from(bytes.len()).unwrap_or(i64::MAX),
        media_type: media_type(bytes),
    };
    if path.exists() {
        return Ok(stored);
    }
    let folder = path.parent().unwrap_or(data_dir);
    fs::create_dir_all(folder)?;
    let draft = folder.join(format!("new-{:x}", id::next()));
    let mut file = File::create(&draft)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&draft, &path)?;
    Ok(stored)
}

/// The bytes of a file.
pub fn get(data_dir: &Path, hash: &str) -> Result<Vec<u8>> {
    let path = path_of(data_dir, hash).ok_or(Error::NotFound("file"))?;
    match fs::read(&path) {
        Ok(bytes) => Ok(bytes),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(Error::NotFound("file")),
        Err(error) => Err(error.into()),
    }
}

/// The kind of a file by its first bytes; what a browser claims is not believed.
pub fn media_type(bytes: &[u8]) -> &'static str {
    const MARKS: [(&[u8], &str); 8] = [
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"\xff\xd8\xff", "image/jpeg"),
        (b"GIF87a", "image/gif"),
        (b"GIF89a", "image/gif"),
        (b"%PDF-", "application/pdf"),
        (b"PK\x03\x04", "application/zip"),
        (b"\x1f\x8b", "application/gzip"),
        (b"{\\rtf", "application/rtf"),
    ];
    if let Some((_, kind)) = MARKS.iter().find(|(mark, _)| bytes.starts_with(mark)) {
        return kind;
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return "image/webp";
    }
    let sample = bytes.get(..TEXT_SAMPLE).unwrap_or(bytes);
    let is_text = match std::str::from_utf8(sample) {
        Ok(text) => !text.contains('\0'),
        // A character cut by the end of the sample is no fault.
        Err(error) => error.error_len().is_none() && !sample.contains(&0),
    };
    if is_text {
        "text/plain; charset=utf-8"
    } else {
        "application/octet-stream"
    }
}

/// The name a file is shown and saved under: without folders and control characters.
pub fn plain_name(typed: &str) -> String {
    let last = typed.rsplit(['/', '\\']).next().unwrap_or("");
    let name: String = last
        .chars()
        .filter(|letter| !letter.is_control())
        .take(NAME_MAX)
        .collect();
    let name = name.trim().trim_start_matches('.').to_owned();
    if name.is_empty() { "file".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kind_is_told_by_the_bytes() {
        assert_eq!(media_type(b"%PDF-1.7 ..."), "application/pdf");
        assert_eq!(media_type(b"<html><script>"), "text/plain; charset=utf-8");
        assert_eq!(media_type("報價單".as_bytes()), "text/plain; charset=utf-8");
        assert_eq!(media_type(b"\x00\x01\x02"), "application/octet-stream");
    }

    #[test]
    fn names_lose_their_folders() {
        assert_eq!(plain_name("../../etc/passwd"), "passwd");
        assert_eq!(plain_name("C:\\temp\\offer.pdf"), "offer.pdf");
        assert_eq!(plain_name("a\r\nb"), "ab");
        assert_eq!(plain_name(".."), "file");
    }

    #[test]
    fn only_a_hash_is_a_path() {
        assert!(path_of(Path::new("/data"), &"a".repeat(64)).is_some());
        assert!(path_of(Path::new("/data"), "../../etc/passwd").is_none());
    }
}
