//! The gzipped tar and the hashes of its members.
use crate::kernel::backup::BackupError;
use crate::kernel::backup::MANIFEST;
use crate::kernel::backup::Manifest;
use crate::kernel::log::hex;
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use sha2::Digest;
use sha2::Sha256;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;
use tar::Archive;
use tar::Builder;
use tar::Header;

pub struct Writer {
    tar: Builder<GzEncoder<File>>,
    pub manifest: Manifest,
}

impl Writer {
    /// Begins an archive; a file that is there already is not overwritten.
    pub fn create(path: &Path) -> Result<Writer, BackupError> {
        let file = File::create_new(path)?;
        Ok(Writer {
            tar: Builder::new(GzEncoder::new(file, Compression::fast())),
            manifest: Manifest::default(),
        })
    }

    /// Adds a member.
    pub fn add(&mut self, name: &str, bytes: &[u8]) -> Result<(), BackupError> {
        self.manifest.hashes.insert(name.to_owned(), hash(bytes));
        self.put(name, bytes)
    }

    fn put(&mut self, name: &str, bytes: &[u8]) -> Result<(), BackupError> {
        let mut header = Header::new_gnu();
        header.set_size(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
        header.set_mode(0o600);
        self.tar.append_data(&mut header, name, bytes)?;
        Ok(())
    }

    /// Writes the manifest and everything to the disk.
    pub fn finish(mut self) -> Result<(), BackupError> {
        let text =
            serde_json::to_vec_pretty(&self.manifest).map_err(|error| BackupError::Damaged(error.to_string()))?;
        self.put(MANIFEST, &text)?;
        let file = self.tar.into_inner()?.finish()?;
        file.sync_all()?;
        Ok(())
    }
}

fn hash(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Hands every member to `take`, in order.
pub fn each_member(
    path: &Path,
    mut take: impl FnMut(&str, Vec<u8>) -> Result<(), BackupError>,
) -> Result<(), BackupError> {
    let mut archive = Archive::new(GzDecoder::new(File::open(path)?));
    for entry in archive.entries()? {
        let mut entry = entry?;
        let name = entry.path()?.to_string_lossy().into_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes)?;
        take(&name, bytes)?;
    }
    Ok(())
}

/// Reads the manifest and checks every member against it, before anything is written anywhere.
pub fn verified(path: &Path) -> Result<Manifest, BackupError> {
    let damaged = |what: String| BackupError::Damaged(what);
    let mut hashes: BTreeMap<String, String> = BTreeMap::new();
    let mut manifest = None;
    each_member(path, |name, bytes| {
        if name == MANIFEST {
            manifest = Some(serde_json::from_slice(&bytes).map_err(|error| damaged(error.to_string()))?);
        } else {
            hashes.insert(name.to_owned(), hash(&bytes));
        }
        Ok(())
    })?;
    let manifest: Manifest = manifest.ok_or_else(|| damaged("its manifest is missing".to_owned()))?;
    if let Some((name, _)) = manifest
        .hashes
        .iter()
        .find(|(name, hash)| hashes.get(*name) != Some(hash))
    {
        return Err(damaged(format!("{name} is missing or changed")));
    }
    match hashes.keys().find(|name| !manifest.hashes.contains_key(*name)) {
        Some(name) => Err(damaged(format!("{name} does not belong to it"))),
        None => Ok(manifest),
    }
}
