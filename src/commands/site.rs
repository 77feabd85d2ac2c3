//! The static site: a page is a map from path to bytes, built once, then written to a folder or served from memory.
//!
//! What may change under a name keeps its name (`index.html`, the service worker, the manifest, the icons); everything else
//! carries the hash of its content in its name, so that a browser may keep it for ever and an open page always finds the files
//! it was made of. Names in `index.html` are the only references to hashed names; modules import each other inside one folder,
//! which is hashed as a whole.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use sha2::{Digest, Sha256};

use super::Failure;

/// What the page may do, sent as a header; `www/index.html` repeats it for hosts that send none (`frame-ancestors` means
/// nothing there).
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
     img-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; \
     require-trusted-types-for 'script'; trusted-types kavichki";

const INDEX: &str = "index.html";
const SERVICE_WORKER: &str = "service-worker.js";
/// The folder of `www/` that holds the modules and the style sheet.
const PAGE_FOLDER: &str = "page/";
const TARGET: &str = "wasm32-unknown-unknown";

/// The lines of `www/service-worker.js` that a build fills in.
const VERSION_LINE: &str = "const VERSION = 'unbuilt';";
const FILES_LINE: &str = "const FILES = {};";
const FILES_START: &str = "const FILES = ";

/// Files by their path relative to the site's root, with `/` between folders.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Site {
    pub files: BTreeMap<String, Vec<u8>>,
}

impl Site {
    /// Compiles the recogniser to WebAssembly and puts it together with `www/` and the language pack. The same sources and
    /// tools give the same bytes.
    pub fn build() -> Result<Site, Failure> {
        let root = crate_root()?;
        let (glue, wasm) = compile(&root)?;
        let mut parts = read_folder(&root.join("www"))?;
        parts.insert(format!("{PAGE_FOLDER}kavichki.js"), glue);
        parts.insert("kavichki.wasm".to_owned(), wasm);
        let pack = root.join("languages/bg/bg.pack");
        parts.insert("bg.pack".to_owned(), fs::read(&pack).map_err(|error| format!("cannot read {}: {error}", pack.display()))?);
        Site::assemble(parts)
    }

    /// Gives hashed names to what can have them, and tells `index.html` and the service worker.
    fn assemble(parts: BTreeMap<String, Vec<u8>>) -> Result<Site, Failure> {
        let page: Vec<u8> =
            parts.iter().filter(|(path, _)| path.starts_with(PAGE_FOLDER)).flat_map(|(path, bytes)| digest_of_entry(path, bytes)).collect();
        let page_folder = hashed_name(PAGE_FOLDER, &page);

        let mut files = BTreeMap::new();
        let mut renamed = vec![(PAGE_FOLDER.to_owned(), page_folder.clone())];
        for (path, bytes) in parts {
            let name = if let Some(inside) = path.strip_prefix(PAGE_FOLDER) {
                format!("{page_folder}{inside}")
            } else if path.ends_with(".wasm") || path.ends_with(".pack") {
                let name = hashed_name(&path, &bytes);
                renamed.push((path, name.clone()));
                name
            } else {
                path
            };
            files.insert(name, bytes);
        }

        let mut index = text_of(&mut files, INDEX)?;
        for (before, after) in &renamed {
            let (before, after) = (format!("\"{before}"), format!("\"{after}"));
            if !index.contains(&before) {
                return Err(format!("www/{INDEX} does not mention {before}…\"").into());
            }
            index = index.replace(&before, &after);
        }
        files.insert(INDEX.to_owned(), index.into_bytes());

        let worker = text_of(&mut files, SERVICE_WORKER)?;
        let integrity: BTreeMap<&str, String> =
            files.iter().map(|(path, bytes)| (address_of(path), subresource_integrity(bytes))).collect();
        let list = serde_json::to_string(&integrity)?;
        let version = short_hash(list.as_bytes());
        if worker.matches(VERSION_LINE).count() != 1 || worker.matches(FILES_LINE).count() != 1 {
            return Err(format!("www/{SERVICE_WORKER} must hold the lines `{VERSION_LINE}` and `{FILES_LINE}` once each").into());
        }
        let worker =
            worker.replace(VERSION_LINE, &format!("const VERSION = '{version}';")).replace(FILES_LINE, &format!("{FILES_START}{list};"));
        files.insert(SERVICE_WORKER.to_owned(), worker.into_bytes());
        Ok(Site { files })
    }

    /// Reads a site that was built before. Links are left out: what is served stands in the folder itself.
    pub fn read(folder: &Path) -> Result<Site, Failure> {
        let files = read_folder(folder)?;
        if !files.contains_key(INDEX) {
            return Err(format!("{} holds no {INDEX}", folder.display()).into());
        }
        Ok(Site { files })
    }

    /// Writes the site to `folder`, which must be absent, empty, or hold nothing but a site written before: any other folder is
    /// left as it was, with an error. The new files take the folder's place at once, when all of them are written.
    pub fn write(&self, folder: &Path) -> Result<(), Failure> {
        let exists = can_be_written(folder)?;
        let folder = std::path::absolute(folder)?;
        let (Some(parent), Some(name)) = (folder.parent(), folder.file_name()) else {
            return Err(format!("{} cannot be replaced", folder.display()).into());
        };

        fs::create_dir_all(parent).map_err(|error| format!("cannot make {}: {error}", parent.display()))?;
        let beside = |what: &str| parent.join(format!(".{}.{what}-{}", name.to_string_lossy(), std::process::id()));
        let (new, old) = (beside("new"), beside("old"));
        let result = self.write_files(&new).and_then(|()| {
            if exists {
                fs::rename(&folder, &old)?;
            }
            fs::rename(&new, &folder).inspect_err(|_| {
                if exists {
                    // Put back what was there; the error that is reported is the first one.
                    let _ = fs::rename(&old, &folder);
                }
            })
        });
        if result.is_err() {
            let _ = fs::remove_dir_all(&new);
        }
        result.map_err(|error| format!("cannot write {}: {error}", folder.display()))?;
        if exists {
            fs::remove_dir_all(&old).map_err(|error| format!("cannot remove {}: {error}", old.display()))?;
        }
        Ok(())
    }

    fn write_files(&self, folder: &Path) -> std::io::Result<()> {
        fs::create_dir(folder)?;
        for (path, bytes) in &self.files {
            let path = folder.join(path);
            if let Some(parent) = path.parent() {
                fs::create_dir_all(parent)?;
            }
            fs::write(path, bytes)?;
        }
        Ok(())
    }
}

/// Whether there is a folder to replace; an error if anything is there that no build of ours has put there.
pub fn can_be_written(folder: &Path) -> Result<bool, Failure> {
    let in_the_way = |what: String| -> Failure { format!("{}: {what}; nothing was changed", folder.display()).into() };
    match fs::symlink_metadata(folder) {
        Ok(metadata) if !metadata.is_dir() => Err(in_the_way("is not a folder".to_owned())),
        Ok(_) => match foreign_file(folder)? {
            Some(foreign) => Err(in_the_way(format!("holds {foreign}, which is not part of a built page"))),
            None => Ok(true),
        },
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(in_the_way(error.to_string())),
    }
}

/// A file of `folder` that no build of ours has put there, if there is one.
fn foreign_file(folder: &Path) -> Result<Option<String>, Failure> {
    let mut paths = Vec::new();
    list_folder(folder, "", &mut |path, _| paths.push(path))?;
    let worker = fs::read_to_string(folder.join(SERVICE_WORKER)).unwrap_or_default();
    let list = worker.lines().find_map(|line| line.strip_prefix(FILES_START)?.strip_suffix(';')).unwrap_or("{}");
    let ours: BTreeMap<String, String> = serde_json::from_str(list).unwrap_or_default();
    Ok(paths.into_iter().find(|path| !ours.contains_key(address_of(path)) && (ours.is_empty() || path != SERVICE_WORKER)))
}

/// Whether a name carries the hash of its content.
pub fn is_hashed(path: &str) -> bool {
    path.split(['/', '.'])
        .any(|part| part.rsplit_once('-').is_some_and(|(_, hash)| hash.len() == HASH_DIGITS && hash.bytes().all(|b| b.is_ascii_hexdigit())))
}

/// Digits of a hash in a name: 64 bits, plenty to tell the versions of one page apart.
const HASH_DIGITS: usize = 16;

pub fn short_hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(HASH_DIGITS / 2).map(|byte| format!("{byte:02x}")).collect()
}

/// `bg.pack` → `bg-0123456789abcdef.pack`, `page/` → `page-0123456789abcdef/`.
fn hashed_name(name: &str, content: &[u8]) -> String {
    let at = name.find(['.', '/']).unwrap_or(name.len());
    format!("{}-{}{}", &name[..at], short_hash(content), &name[at..])
}

/// Path and content in a form that differs whenever one of them does.
fn digest_of_entry(path: &str, bytes: &[u8]) -> Vec<u8> {
    [Sha256::digest(path), Sha256::digest(bytes)].concat()
}

/// What a browser checks a fetched file against.
fn subresource_integrity(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::from("sha256-");
    for group in Sha256::digest(bytes).chunks(3) {
        let bits = group.iter().fold(0u32, |bits, &byte| bits << 8 | u32::from(byte)) << (8 * (3 - group.len()));
        for place in 0..4 {
            let digit = DIGITS[(bits >> (18 - 6 * place)) as usize & 63];
            text.push(if place <= group.len() { char::from(digit) } else { '=' });
        }
    }
    text
}

/// The address of a file relative to the site: the page itself is the folder, since some hosts redirect its name.
fn address_of(path: &str) -> &str {
    if path == INDEX { "./" } else { path }
}

fn text_of(files: &mut BTreeMap<String, Vec<u8>>, path: &str) -> Result<String, Failure> {
    let bytes = files.remove(path).ok_or_else(|| format!("www/{path} is missing"))?;
    String::from_utf8(bytes).map_err(|_| format!("www/{path} is not UTF-8").into())
}

/// All regular files under `folder`.
fn read_folder(folder: &Path) -> Result<BTreeMap<String, Vec<u8>>, Failure> {
    let mut files = BTreeMap::new();
    let mut failed = None;
    list_folder(folder, "", &mut |path, entry| {
        if entry.file_type().is_ok_and(|kind| kind.is_file()) {
            match fs::read(entry.path()) {
                Ok(bytes) => drop(files.insert(path, bytes)),
                Err(error) => failed = Some(format!("cannot read {}: {error}", entry.path().display())),
            }
        }
    })?;
    failed.map_or(Ok(files), |failure| Err(failure.into()))
}

/// Calls `found` with everything under `folder` that is not itself a folder; links are not followed.
fn list_folder(folder: &Path, prefix: &str, found: &mut dyn FnMut(String, &fs::DirEntry)) -> Result<(), Failure> {
    let cannot = |error: std::io::Error| format!("cannot read {}: {error}", folder.display());
    for entry in fs::read_dir(folder).map_err(cannot)? {
        let entry = entry.map_err(cannot)?;
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type().map_err(cannot)?.is_dir() {
            list_folder(&entry.path(), &format!("{path}/"), found)?;
        } else {
            found(path, &entry);
        }
    }
    Ok(())
}

/// Where the sources are: the folder that this program was compiled in, or the current one if that is gone.
fn crate_root() -> Result<PathBuf, Failure> {
    let compiled_in = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let current = std::env::current_dir()?;
    [compiled_in, current]
        .into_iter()
        .find(|folder| folder.join("www").join(INDEX).is_file() && folder.join("Cargo.toml").is_file())
        .ok_or_else(|| "the page is built from kavichki's sources: run this in the folder that holds its Cargo.toml and www".into())
}

/// The JavaScript glue and the WebAssembly module of `src/web.rs`.
fn compile(root: &Path) -> Result<(Vec<u8>, Vec<u8>), Failure> {
    ensure_target()?;
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let target_folder = root.join("target/web");
    let status = Command::new(&cargo)
        .args(["build", "--lib", "--profile", "web", "--no-default-features", "--features", "web", "--locked", "--target", TARGET])
        .arg("--target-dir")
        .arg(&target_folder)
        .current_dir(root)
        // Flags meant for this machine's processor are wrong there, and the builder's folders are nobody's business.
        .env_remove("RUSTFLAGS")
        .env("CARGO_ENCODED_RUSTFLAGS", remapped_paths(root))
        .status()
        .map_err(|error| format!("cannot run {}: {error}", cargo.to_string_lossy()))?;
    if !status.success() {
        return Err("the recogniser could not be compiled to WebAssembly (cargo's own message is above)".into());
    }

    // Two builds at once must not write over each other.
    let glue_folder = target_folder.join(format!("glue-{}", std::process::id()));
    let bind = || -> Result<(Vec<u8>, Vec<u8>), Failure> {
        wasm_bindgen_cli_support::Bindgen::new()
            .input_path(target_folder.join(TARGET).join("web/kavichki.wasm"))
            .web(true)?
            .typescript(false)
            .remove_name_section(true)
            .remove_producers_section(true)
            .omit_default_module_path(true)
            .generate(&glue_folder)?;
        Ok((fs::read(glue_folder.join("kavichki.js"))?, fs::read(glue_folder.join("kavichki_bg.wasm"))?))
    };
    let made = bind().map_err(|error| format!("cannot make the WebAssembly module's JavaScript: {error}").into());
    // A leftover there would only take room.
    let _ = fs::remove_dir_all(&glue_folder);
    made
}

fn remapped_paths(root: &Path) -> String {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| std::env::home_dir().map(|home| home.join(".cargo")));
    let mut flags = vec![format!("--remap-path-prefix={}=kavichki", root.display())];
    flags.extend(home.map(|home| format!("--remap-path-prefix={}=cargo", home.display())));
    flags.join("\u{1f}")
}

/// Adds the WebAssembly target to the toolchain if it lacks it.
fn ensure_target() -> Result<(), Failure> {
    let libraries = Command::new("rustc").args(["--print", "target-libdir", "--target", TARGET]).output();
    let there = libraries.is_ok_and(|output| {
        output.status.success()
            && Path::new(String::from_utf8_lossy(&output.stdout).trim()).read_dir().is_ok_and(|mut files| files.next().is_some())
    });
    if there {
        return Ok(());
    }
    eprintln!("Adding Rust's {TARGET} target (once) …");
    match Command::new("rustup").args(["target", "add", TARGET]).status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(format!("rustup could not add the target {TARGET}, which the page needs (its own message is above)").into()),
        Err(error) => Err(format!(
            "the page needs Rust's {TARGET} target, and rustup, which would add it, cannot be run ({error}); \
             install the target by the means of your Rust installation"
        )
        .into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts() -> BTreeMap<String, Vec<u8>> {
        [
            ("index.html", r#"<link href="page/a.css"><link href="kavichki.wasm"><link href="bg.pack">"#),
            ("service-worker.js", "const VERSION = 'unbuilt';\nconst FILES = {};\n"),
            ("page/a.css", "a"),
            ("kavichki.wasm", "w"),
            ("bg.pack", "p"),
        ]
        .into_iter()
        .map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()))
        .collect()
    }

    #[test]
    fn every_hashed_file_is_named_in_the_page_and_every_file_in_the_service_worker() {
        let site = Site::assemble(parts()).unwrap();
        let index = String::from_utf8_lossy(&site.files[INDEX]);
        let worker = String::from_utf8_lossy(&site.files[SERVICE_WORKER]);
        for path in site.files.keys().filter(|path| *path != SERVICE_WORKER) {
            assert!(!is_hashed(path) || index.contains(path.as_str()), "{path}");
            assert!(worker.contains(&format!("\"{}\":\"sha256-", address_of(path))), "{path}");
        }
        assert_eq!(site.files.keys().filter(|path| is_hashed(path)).count(), 3);
        assert_eq!(Site::assemble(parts()).unwrap(), site);
    }

    #[test]
    fn a_changed_file_changes_its_own_name_and_the_version_only() {
        let mut changed = parts();
        changed.insert("bg.pack".to_owned(), b"q".to_vec());
        let (one, two) = (Site::assemble(parts()).unwrap(), Site::assemble(changed).unwrap());
        let differing: Vec<_> = one.files.keys().filter(|path| !two.files.contains_key(*path)).collect();
        assert_eq!(differing.len(), 1, "{differing:?}");
        assert_ne!(one.files[SERVICE_WORKER], two.files[SERVICE_WORKER]);
    }

    #[test]
    fn integrity_is_the_standard_base64_of_sha_256() {
        assert_eq!(subresource_integrity(b""), "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    }

    #[test]
    fn a_folder_with_anything_foreign_in_it_is_left_as_it_was() {
        let folder = std::env::temp_dir().join(format!("kavichki-site-{}", std::process::id()));
        let out = folder.join("out");
        let site = Site::assemble(parts()).unwrap();
        site.write(&out).unwrap();
        site.write(&out).unwrap();
        assert_eq!(Site::read(&out).unwrap(), site);

        fs::write(out.join("mine.txt"), "mine").unwrap();
        let error = site.write(&out).unwrap_err().to_string();
        assert!(error.contains("mine.txt"), "{error}");
        assert_eq!(fs::read(out.join("mine.txt")).unwrap(), b"mine");

        let file = folder.join("file");
        fs::write(&file, "file").unwrap();
        assert!(site.write(&file).is_err());
        assert_eq!(fs::read(&file).unwrap(), b"file");
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn the_page_repeats_the_policy_of_the_header() {
        let index = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("www/index.html")).unwrap();
        assert!(index.contains(&format!("content=\"{CONTENT_SECURITY_POLICY}\"")));
    }
}
