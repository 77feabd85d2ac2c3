//! The server as somebody sees it who speaks HTTP by hand.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// A served folder with a secret beside it; both go when it is dropped.
struct Served {
    folder: PathBuf,
    server: Child,
    port: u16,
}

impl Served {
    fn new(name: &str) -> Served {
        let folder = std::env::temp_dir().join(format!("kavichki-serve-{name}-{}", std::process::id()));
        let site = folder.join("site");
        std::fs::create_dir_all(site.join("page-0123456789abcdef")).unwrap();
        std::fs::write(folder.join("secret.txt"), "secret").unwrap();
        let html = format!("<!doctype html>{}", "<p>Кавички</p>".repeat(100));
        std::fs::write(site.join("index.html"), html).unwrap();
        std::fs::write(site.join("service-worker.js"), "// nothing").unwrap();
        std::fs::write(site.join("page-0123456789abcdef/main.js"), "export {};\n".repeat(100)).unwrap();
        std::fs::write(site.join("kavichki-0123456789abcdef.wasm"), b"\0asm\x01\0\0\0").unwrap();
        std::fs::write(site.join("bg-0123456789abcdef.pack"), b"pack").unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink(folder.join("secret.txt"), site.join("link.txt")).unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink(&folder, site.join("up")).unwrap();
        let (server, port) = serve(&site, &["--port", "0"]);
        Served { folder, server, port }
    }

    /// Sends a request as it is and returns the head and the body of the answer.
    fn ask(&self, method: &str, path: &str, headers: &str) -> (String, Vec<u8>) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        write!(stream, "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n{headers}\r\n").unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let end = answer.windows(4).position(|four| four == b"\r\n\r\n").expect("an answer has a head");
        (String::from_utf8_lossy(&answer[..end]).into_owned(), answer[end + 4..].to_vec())
    }

    fn get(&self, path: &str) -> (String, Vec<u8>) {
        self.ask("GET", path, "")
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn serve(site: &Path, arguments: &[&str]) -> (Child, u16) {
    let mut server = Command::new(env!("CARGO_BIN_EXE_kavichki"))
        .arg("serve")
        .arg("--dir")
        .arg(site)
        .args(arguments)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(server.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let port = line.strip_prefix("http://127.0.0.1:").and_then(|rest| rest.split('/').next()?.parse().ok());
    (server, port.unwrap_or_else(|| panic!("no address in {line:?}")))
}

fn header<'h>(head: &'h str, name: &str) -> Option<&'h str> {
    head.lines().find_map(|line| line.split_once(": ").filter(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value))
}

#[test]
fn nothing_outside_the_folder_can_be_read() {
    let served = Served::new("outside");
    let escapes = [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/%252e%252e%252fsecret.txt",
        "/..\\secret.txt",
        "/page-0123456789abcdef/../../secret.txt",
        "//secret.txt",
        "/link.txt",
        "/up/secret.txt",
        "/./index.html",
        "/index.html%00",
        "/index.html/",
        "/page-0123456789abcdef",
        "/page-0123456789abcdef/",
    ];
    for path in escapes {
        let (head, body) = served.get(path);
        assert!(head.starts_with("HTTP/1.1 404"), "{path}: {head}");
        assert!(!String::from_utf8_lossy(&body).contains("secret"), "{path}");
    }
    let (head, body) = served.get(&format!("http://127.0.0.1{}", served.folder.join("secret.txt").display()));
    assert!(head.starts_with("HTTP/1.1 404"), "{head}");
    assert!(!String::from_utf8_lossy(&body).contains("secret\n"));
}

#[test]
fn every_file_has_its_type_and_tells_how_long_it_may_be_kept() {
    let served = Served::new("types");
    for (path, media_type, caching) in [
        ("/", "text/html; charset=utf-8", "no-cache"),
        ("/?lang=en", "text/html; charset=utf-8", "no-cache"),
        ("/index.html", "text/html; charset=utf-8", "no-cache"),
        ("/service-worker.js", "text/javascript; charset=utf-8", "no-cache"),
        ("/page-0123456789abcdef/main.js", "text/javascript; charset=utf-8", "public, max-age=31536000, immutable"),
        ("/kavichki-0123456789abcdef.wasm", "application/wasm", "public, max-age=31536000, immutable"),
        ("/bg-0123456789abcdef.pack", "application/octet-stream", "public, max-age=31536000, immutable"),
    ] {
        let (head, _) = served.get(path);
        assert!(head.starts_with("HTTP/1.1 200"), "{path}: {head}");
        assert_eq!(header(&head, "content-type"), Some(media_type), "{path}");
        assert_eq!(header(&head, "cache-control"), Some(caching), "{path}");
        assert_eq!(header(&head, "x-content-type-options"), Some("nosniff"), "{path}");
        let policy = header(&head, "content-security-policy").unwrap();
        assert!(policy.starts_with("default-src 'none'; script-src 'self' 'wasm-unsafe-eval';"), "{policy}");
        assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
    }
}

#[test]
fn who_accepts_brotli_gets_it_and_who_does_not_gets_the_bytes() {
    let served = Served::new("brotli");
    let (head, plain) = served.get("/");
    assert_eq!(header(&head, "content-encoding"), None);
    for accepted in ["br", "gzip, deflate, br", "gzip;q=0.5, BR;q=0.1"] {
        let (head, body) = served.ask("GET", "/", &format!("Accept-Encoding: {accepted}\r\n"));
        assert_eq!(header(&head, "content-encoding"), Some("br"), "{accepted}");
        let mut unpacked = Vec::new();
        brotli::BrotliDecompress(&mut &body[..], &mut unpacked).unwrap();
        assert_eq!(unpacked, plain, "{accepted}");
        assert!(body.len() < plain.len());
    }
    for accepted in ["gzip", "br;q=0", "identity", "brotli"] {
        let (head, body) = served.ask("GET", "/", &format!("Accept-Encoding: {accepted}\r\n"));
        assert_eq!((header(&head, "content-encoding"), &body), (None, &plain), "{accepted}");
    }
    let (head, _) = served.ask("GET", "/bg-0123456789abcdef.pack", "Accept-Encoding: br\r\n");
    assert_eq!(header(&head, "content-encoding"), None, "what does not get smaller stays as it is");
}

#[test]
fn what_is_known_is_not_sent_again() {
    let served = Served::new("known");
    let (head, body) = served.get("/");
    let tag = header(&head, "etag").unwrap().to_owned();
    for known in [tag.clone(), format!("W/{tag}"), format!("\"other\", {tag}"), "*".to_owned()] {
        let (head, body) = served.ask("GET", "/", &format!("If-None-Match: {known}\r\n"));
        assert!(head.starts_with("HTTP/1.1 304"), "{known}: {head}");
        assert_eq!(header(&head, "etag"), Some(tag.as_str()));
        assert!(body.is_empty());
    }
    let (head, again) = served.ask("GET", "/", "If-None-Match: \"other\"\r\n");
    assert!(head.starts_with("HTTP/1.1 200"), "{head}");
    assert_eq!(again, body);
}

#[test]
fn a_head_is_the_head_of_the_same_answer_and_other_methods_are_refused() {
    let served = Served::new("methods");
    let (get, body) = served.get("/");
    let (head, nothing) = served.ask("HEAD", "/", "");
    assert!(nothing.is_empty());
    assert_eq!(header(&head, "content-length"), Some(body.len().to_string().as_str()));
    for name in ["content-type", "etag", "cache-control"] {
        assert_eq!(header(&head, name), header(&get, name), "{name}");
    }
    for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
        let (head, _) = served.ask(method, "/", "");
        assert!(head.starts_with("HTTP/1.1 405"), "{method}: {head}");
        assert_eq!(header(&head, "allow"), Some("GET, HEAD"), "{method}");
    }
}

#[test]
fn a_port_that_was_asked_for_and_is_taken_is_an_error_and_no_port_is_the_next_free_one() {
    let served = Served::new("port");
    let site = served.folder.join("site");
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let output = Command::new(env!("CARGO_BIN_EXE_kavichki")).args(["serve", "--port", &port, "--dir"]).arg(&site).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains(&format!("port {port} is taken")));

    // Whether or not somebody else holds it, from here on port 8000 is taken.
    let _first = TcpListener::bind("127.0.0.1:8000");
    let (mut server, port) = serve(&site, &[]);
    server.kill().unwrap();
    server.wait().unwrap();
    assert!((8001..9000).contains(&port), "{port}");
}

#[test]
fn wrong_usage_ends_with_2_and_work_that_fails_with_1() {
    let status = |arguments: &[&str]| Command::new(env!("CARGO_BIN_EXE_kavichki")).args(arguments).output().unwrap().status.code();
    assert_eq!(status(&["serve", "--port", "many"]), Some(2));
    assert_eq!(status(&["build"]), Some(2));
    assert_eq!(status(&["serve", "--port", "0", "--dir", "/nowhere/at/all"]), Some(1));
}

#[cfg(unix)]
#[test]
fn control_c_stops_it_cleanly() {
    let mut served = Served::new("stop");
    let _idle = TcpStream::connect(("127.0.0.1", served.port)).unwrap();
    assert!(Command::new("kill").args(["-INT", &served.server.id().to_string()]).status().unwrap().success());
    assert_eq!(served.server.wait().unwrap().code(), Some(0));
}
