use std::collections::HashMap;
use std::io::Write;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, Response, StatusCode, header};
use tokio::net::TcpListener;

use super::Failure;
use super::site::{self, Site};

/// Build the page and serve it on this machine.
///
/// The page is served on 127.0.0.1 only, from memory: nothing but the page can be read through it.
#[derive(clap::Args)]
pub struct Serve {
    /// The port to listen on [default: 8000, or the next free one].
    #[arg(long, value_name = "N")]
    port: Option<u16>,
    /// Serve a folder that `build` has written, instead of building.
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
}

const FIRST_PORT: u16 = 8000;
/// How far a free port is looked for.
const LAST_PORT: u16 = 8999;

impl Serve {
    pub fn run(self) -> Result<(), Failure> {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
        runtime.block_on(async {
            // The port first: whoever gave one that is taken should not wait for a build to hear it.
            let listener = self.listen().await?;
            let site = match &self.dir {
                Some(folder) => Site::read(folder)?,
                None => Site::build()?,
            };
            let files = Arc::new(Files::new(site));
            // Ctrl-C is listened for from the first poll on: before anybody can know the address.
            let mut stopped = Box::pin(tokio::signal::ctrl_c());
            let early = std::future::poll_fn(|context| std::task::Poll::Ready(stopped.as_mut().poll(context))).await;
            if let std::task::Poll::Ready(stopped) = early {
                return Ok(stopped?);
            }
            // A closed standard output is no reason not to serve.
            let _ = writeln!(std::io::stdout(), "http://{}/  (Ctrl-C stops)", listener.local_addr()?);
            let router = axum::Router::new().fallback(answer).with_state(files);
            tokio::select! {
                served = axum::serve(listener, router).into_future() => Ok(served?),
                stopped = stopped => Ok(stopped?),
            }
        })
    }

    async fn listen(&self) -> Result<TcpListener, Failure> {
        let ports = self.port.map_or(FIRST_PORT..=LAST_PORT, |port| port..=port);
        for port in ports {
            match TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).await {
                Ok(listener) => return Ok(listener),
                Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => {}
                Err(error) => return Err(format!("cannot listen on port {port}: {error}").into()),
            }
        }
        Err(match self.port {
            Some(port) => format!("port {port} is taken by another program; give another one, or none").into(),
            None => format!("every port from {FIRST_PORT} to {LAST_PORT} is taken").into(),
        })
    }
}

/// The site as it goes over the wire, by request path.
struct Files(HashMap<String, File>);

struct File {
    plain: Bytes,
    /// The same compressed, once somebody has asked for it; `None` where that would save nothing.
    brotli: OnceLock<Option<Bytes>>,
    media_type: &'static str,
    tag: String,
    hashed: bool,
}

impl Files {
    fn new(site: Site) -> Files {
        let mut files = HashMap::new();
        for (path, bytes) in site.files {
            let file = File {
                brotli: OnceLock::new(),
                media_type: media_type(Path::new(&path)),
                tag: site::short_hash(&bytes),
                hashed: site::is_hashed(&path),
                plain: bytes.into(),
            };
            files.insert(format!("/{path}"), file);
        }
        Files(files)
    }

    /// The path is looked up as it came: nothing in it is decoded or resolved, so nothing in it can lead elsewhere.
    fn find(&self, path: &str) -> Option<&File> {
        self.0.get(if path == "/" { "/index.html" } else { path })
    }
}

impl File {
    fn brotli(&self) -> Option<&Bytes> {
        self.brotli.get_or_init(|| compressed(&self.plain).filter(|small| small.len() < self.plain.len()).map(Bytes::from)).as_ref()
    }
}

fn media_type(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("wasm") => "application/wasm",
        Some("webmanifest") => "application/manifest+json",
        Some("json") => "application/json",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// Of 11: about as small as it gets while the first visitor hardly waits.
const BROTLI_QUALITY: i32 = 5;

fn compressed(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut small = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams { quality: BROTLI_QUALITY, ..Default::default() };
    brotli::BrotliCompress(&mut &bytes[..], &mut small, &parameters).ok()?;
    Some(small)
}

async fn answer(State(files): State<Arc<Files>>, request: Request) -> Response<Body> {
    let response = Response::builder()
        .header(header::CONTENT_SECURITY_POLICY, format!("{}; frame-ancestors 'none'", site::CONTENT_SECURITY_POLICY))
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
        .header(header::REFERRER_POLICY, "no-referrer")
        .header("cross-origin-opener-policy", "same-origin")
        .header("cross-origin-resource-policy", "same-origin");
    let in_words = |status: StatusCode| {
        let body = if request.method() == Method::HEAD { String::new() } else { format!("{status}\n") };
        (status, "text/plain; charset=utf-8", "no-store", Body::from(body))
    };

    let mut response = response;
    let (status, media_type, caching, body) = if request.method() != Method::GET && request.method() != Method::HEAD {
        response = response.header(header::ALLOW, "GET, HEAD");
        in_words(StatusCode::METHOD_NOT_ALLOWED)
    } else if let Some(file) = files.find(request.uri().path()) {
        let brotli = if accepts_brotli(request.headers()) { file.brotli() } else { None };
        let tag = format!("\"{}{}\"", file.tag, if brotli.is_some() { "-br" } else { "" });
        let (status, body) = if has_tag(request.headers(), &tag) {
            (StatusCode::NOT_MODIFIED, Body::empty())
        } else {
            let bytes = brotli.unwrap_or(&file.plain).clone();
            response = response.header(header::CONTENT_LENGTH, bytes.len());
            if brotli.is_some() {
                response = response.header(header::CONTENT_ENCODING, "br");
            }
            (StatusCode::OK, if request.method() == Method::HEAD { Body::empty() } else { Body::from(bytes) })
        };
        response = response.header(header::ETAG, tag).header(header::VARY, "Accept-Encoding");
        (status, file.media_type, if file.hashed { "public, max-age=31536000, immutable" } else { "no-cache" }, body)
    } else {
        in_words(StatusCode::NOT_FOUND)
    };
    response
        .status(status)
        .header(header::CONTENT_TYPE, media_type)
        .header(header::CACHE_CONTROL, caching)
        .body(body)
        .expect("every header above is a constant, a number or hexadecimal digits")
}

/// The elements of a header that holds a list, over all its lines.
fn elements(headers: &HeaderMap, name: header::HeaderName) -> impl Iterator<Item = &str> {
    headers.get_all(name).into_iter().filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(',')).map(str::trim)
}

/// RFC 9110, 12.5.3: a coding of weight zero is refused.
fn accepts_brotli(headers: &HeaderMap) -> bool {
    elements(headers, header::ACCEPT_ENCODING).any(|element| {
        let (coding, parameter) = element.split_once(';').unwrap_or((element, ""));
        let weight = parameter.trim().strip_prefix("q=").map_or(Ok(1.0), str::parse::<f32>);
        coding.trim().eq_ignore_ascii_case("br") && weight.is_ok_and(|weight| weight > 0.0)
    })
}

/// RFC 9110, 13.1.2: compared weakly.
fn has_tag(headers: &HeaderMap, tag: &str) -> bool {
    elements(headers, header::IF_NONE_MATCH).any(|element| element == "*" || element.strip_prefix("W/").unwrap_or(element) == tag)
}
