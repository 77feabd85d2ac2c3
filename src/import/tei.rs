//! Reads TEI that [`export`](crate::export) wrote, also after its annotations were changed by hand.
//!
//! Where an annotation stands is read from its elements, pieces joined by `@prev`; what stands beside it from the feature structures.

use std::collections::HashMap;

use roxmltree::{Document, Node};

use super::gather::{self, Gathered};
use crate::article::{Article, Block, BlockRole, By, EntityType, Evidence, Mention, MentionKind, Quotation, QuotationType};
use crate::fault::{Fault, Place};
use crate::span::{Offsets, Span};

const TEI: &str = "http://www.tei-c.org/ns/1.0";
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// The blocks and annotations of a body, and the text they cover.
#[derive(Default)]
struct Body<'d> {
    text: String,
    blocks: Vec<Block>,
    /// Elements that annotate, in the order of the text, each with all its pieces as one span.
    elements: Vec<(Node<'d, 'd>, Span)>,
    /// The place of an id in `elements`; that of a piece is its first's.
    ids: HashMap<&'d str, usize>,
}

pub(super) fn read(text: &str, content: &str) -> Result<Article, Fault> {
    let document = Document::parse(content).map_err(|error| {
        let place = error.pos();
        let what = error.to_string();
        Fault { place: Place::Column(place.row as usize, place.col as usize), what: format!("no XML, or cut off: {what}") }
    })?;
    let root = document.root_element();
    let foreign = || Fault::file("no TEI of Kavichki: there is no feature structure of the type `article`");
    let article = features(root, "article").next().filter(|_| root.has_tag_name((TEI, "TEI"))).ok_or_else(foreign)?;
    let schema = value_of(article, "schema").and_then(|schema| schema.parse().ok()).ok_or_else(|| fault(article, "no schema"))?;
    super::known_schema(schema)?;
    let body = find(root, "body").ok_or_else(|| Fault::file("there is no body"))?;
    let body = read_body(body)?;
    if body.text != text {
        let same = body.text.chars().zip(text.chars()).take_while(|(left, right)| left == right).count();
        return Err(Fault::file(format!("it is of another text, from character {same} on")));
    }
    let entities = gather::entities(mentions(root, &body)?);
    let quotations = features(root, "quotation").map(|features| quotation(features, &body)).collect::<Result<_, _>>()?;
    let language = find(root, "language").and_then(|language| language.attribute("ident")).unwrap_or("und");
    let fit = value_of(article, "language_fit").and_then(|fit| fit.parse().ok());
    let source = root.descendants().find(|node| node.has_tag_name((TEI, "idno")) && node.attribute("type") == Some("source"));
    let mut article = super::bare(entities, quotations, Offsets::Byte);
    article.blocks = body.blocks;
    article.source = source.map(words);
    article.language = language.to_owned();
    article.language_fit = fit.unwrap_or(1.0);
    Ok(article)
}

fn fault(node: Node, what: impl Into<String>) -> Fault {
    Fault::line(node.document().text_pos_at(node.range().start).row as usize, what)
}

fn find<'d>(root: Node<'d, 'd>, name: &str) -> Option<Node<'d, 'd>> {
    root.descendants().find(|node| node.has_tag_name((TEI, name)))
}

/// The feature structures of a type.
fn features<'d>(root: Node<'d, 'd>, kind: &'static str) -> impl Iterator<Item = Node<'d, 'd>> {
    root.descendants().filter(move |node| node.has_tag_name((TEI, "fs")) && node.attribute("type") == Some(kind))
}

/// The features of a name.
fn feature<'d>(features: Node<'d, 'd>, name: &'static str) -> impl Iterator<Item = Node<'d, 'd>> {
    features.children().filter(move |node| node.has_tag_name((TEI, "f")) && node.attribute("name") == Some(name))
}

/// The `@value` of a feature's symbol or number.
fn value_of<'d>(features: Node<'d, 'd>, name: &'static str) -> Option<&'d str> {
    feature(features, name).next()?.children().find_map(|value| value.attribute("value"))
}

/// The words of a feature's string.
fn string_of(features: Node, name: &'static str) -> Option<String> {
    feature(features, name).next().map(words)
}

/// What a feature points to: `#e1` → `e1`.
fn pointed<'d>(features: Node<'d, 'd>, name: &'static str) -> Option<&'d str> {
    feature(features, name).next()?.attribute("fVal")?.strip_prefix('#')
}

fn id<'d>(node: Node<'d, 'd>) -> Option<&'d str> {
    node.attribute((XML, "id"))
}

/// The text of an element, characters that XML cannot have put back.
fn words(node: Node) -> String {
    let mut words = String::new();
    for node in node.descendants() {
        match node.text() {
            Some(text) if node.is_text() => words.push_str(text),
            _ => words.extend(character(node)),
        }
    }
    words
}

/// The character of a `g`.
fn character(node: Node) -> Option<char> {
    let code = node.attribute("ref").filter(|_| node.has_tag_name((TEI, "g")))?.strip_prefix("#char.")?;
    u32::from_str_radix(code, 16).ok().and_then(char::from_u32)
}

fn read_body<'d>(body: Node<'d, 'd>) -> Result<Body<'d>, Fault> {
    let mut read = Body::default();
    // Walked by hand: a file may nest deeper than the stack is.
    let mut open: Vec<(Node, usize)> = Vec::new();
    let mut next = body.first_child();
    while next.is_some() || !open.is_empty() {
        let Some(node) = next else {
            if let Some((node, start)) = open.pop() {
                close(node, start, &mut read)?;
                next = node.next_sibling();
            }
            continue;
        };
        let outside = open.is_empty();
        if node.is_text() {
            // Between blocks it only breaks lines of the file.
            let words = node.text().unwrap_or("");
            if !outside {
                read.text.push_str(words);
            } else if !words.trim().is_empty() {
                return Err(fault(node, "text stands outside of every block"));
            }
        } else if node.has_tag_name((TEI, "lb")) {
            read.text.push('\n');
        } else if node.has_tag_name((TEI, "g")) {
            read.text.push(character(node).ok_or_else(|| fault(node, "`g` with an unknown character"))?);
        } else if node.is_element() {
            if let (Some(id), None) = (id(node), node.attribute("prev")) {
                let span = Span { start: read.text.len(), end: read.text.len() };
                if read.ids.insert(id, read.elements.len()).is_some() {
                    return Err(fault(node, format!("the id {id} stands twice")));
                }
                read.elements.push((node, span));
            }
            open.push((node, read.text.len()));
            next = node.first_child();
            continue;
        }
        next = node.next_sibling();
    }
    Ok(read)
}

/// An element of the body ends: its span is known.
fn close<'d>(node: Node<'d, 'd>, start: usize, read: &mut Body<'d>) -> Result<(), Fault> {
    let span = Span { start, end: read.text.len() };
    let role = match node.tag_name().name() {
        "head" => Some(BlockRole::Headline),
        "p" => Some(BlockRole::Body),
        "ab" if node.attribute("type") == Some("between") => None,
        "ab" => Some(node.attribute("type").and_then(BlockRole::from_code).ok_or_else(|| fault(node, "a block of an unknown type"))?),
        _ => {
            let first = node.attribute("prev").map_or(id(node), |prev| prev.strip_prefix('#'));
            let place = first.and_then(|first| read.ids.get(first).copied());
            match place {
                Some(place) => {
                    read.elements[place].1.end = span.end;
                    if let Some(id) = id(node) {
                        read.ids.insert(id, place);
                    }
                }
                None if node.attribute("prev").is_some() => return Err(fault(node, "what its `prev` points to does not stand before it")),
                None => {}
            }
            return Ok(());
        }
    };
    read.blocks.extend(role.map(|role| Block { span, role }));
    Ok(())
}

/// An entity as the lists have it.
struct Described {
    kind: EntityType,
    name: String,
    value: Option<String>,
    order: Option<usize>,
}

fn mentions<'d>(root: Node<'d, 'd>, body: &Body<'d>) -> Result<Vec<Gathered>, Fault> {
    let mut entities: HashMap<&str, Described> = HashMap::new();
    for node in root.descendants() {
        let Some(id) = id(node) else { continue };
        let kind = match node.tag_name().name() {
            "person" => EntityType::Per,
            "place" => EntityType::Loc,
            "org" => EntityType::Org,
            "event" => EntityType::Evt,
            "object" => EntityType::Pro,
            "fs" if node.attribute("type") == Some("value") => {
                value_of(node, "type").and_then(EntityType::from_code).ok_or_else(|| fault(node, "a value of an unknown type"))?
            }
            _ => continue,
        };
        let order = node.attribute("n").and_then(|n| n.parse().ok());
        let entry = if node.has_tag_name((TEI, "fs")) {
            Described { kind, name: string_of(node, "name").unwrap_or_default(), value: string_of(node, "value"), order }
        } else {
            let name = node
                .descendants()
                .find(|node| matches!(node.tag_name().name(), "persName" | "placeName" | "orgName" | "objectName" | "label"));
            Described { kind, name: name.map(words).unwrap_or_default(), value: None, order }
        };
        if entities.insert(id, entry).is_some() {
            return Err(fault(node, format!("the id {id} stands twice")));
        }
    }
    let bases: HashMap<&str, String> = features(root, "mention")
        .filter_map(|node| Some((node.attribute("corresp")?.strip_prefix('#')?, string_of(node, "base")?)))
        .collect();
    let mut found = Vec::new();
    for &(node, span) in &body.elements {
        if !matches!(node.tag_name().name(), "persName" | "placeName" | "orgName" | "name" | "date" | "time" | "measure" | "rs") {
            continue;
        }
        let id = id(node).unwrap_or("");
        let entity = node.attribute("ref").or(node.attribute("corresp")).and_then(|entity| entity.strip_prefix('#'));
        let entity = entity.ok_or_else(|| fault(node, "a name that refers to no entity"))?;
        let described = entities.get(entity).ok_or_else(|| fault(node, format!("there is no entity {entity}")))?;
        let refers = match node.attribute("type").filter(|_| node.has_tag_name((TEI, "rs"))) {
            Some(refers) => MentionKind::from_code(refers).ok_or_else(|| fault(node, "a mention of an unknown kind"))?,
            None => MentionKind::Name,
        };
        let base = bases.get(id).cloned().unwrap_or_else(|| span.of(&body.text).to_owned());
        found.push(Gathered {
            mention: Mention { id: id.to_owned(), span, kind: refers, base, score: score(node)?, by: by(node)? },
            kind: described.kind,
            entity: Some(entity.to_owned()),
            name: described.name.clone(),
            value: described.value.clone(),
            order: described.order,
        });
    }
    Ok(found)
}

fn score(node: Node) -> Result<f32, Fault> {
    node.attribute("cert").map_or(Ok(1.0), |cert| cert.parse().map_err(|_| fault(node, format!("`{cert}` is no score"))))
}

fn by(node: Node) -> Result<By, Fault> {
    let Some(resp) = node.attribute("resp") else { return Ok(By::Person) };
    resp.strip_prefix("#by.").and_then(By::from_code).ok_or_else(|| fault(node, format!("`{resp}` is nobody known")))
}

fn quotation(features: Node, body: &Body) -> Result<Quotation, Fault> {
    let span = |pointer: &str| {
        let element = pointer.strip_prefix('#').and_then(|id| body.ids.get(id));
        element.map(|&place| body.elements[place].1).ok_or_else(|| fault(features, format!("there is no {pointer} in the text")))
    };
    let part = |name| feature(features, name).next().and_then(|part| part.attribute("fVal")).map(span).transpose();
    let why = feature(features, "why").map(|evidence| {
        let code =
            evidence.children().find_map(|value| value.attribute("value")).ok_or_else(|| fault(evidence, "evidence without a code"))?;
        Ok(Evidence { code: code.to_owned(), span: evidence.attribute("corresp").map(span).transpose()? })
    });
    Ok(Quotation {
        id: id(features).ok_or_else(|| fault(features, "a quotation without an id"))?.to_owned(),
        kind: value_of(features, "type")
            .and_then(QuotationType::from_code)
            .ok_or_else(|| fault(features, "a quotation of no known type"))?,
        content: features.attribute("corresp").unwrap_or("").split_whitespace().map(span).collect::<Result<_, _>>()?,
        cue: part("cue")?,
        speaker: part("speaker")?,
        speaker_entity: pointed(features, "speaker_entity").map(str::to_owned),
        speaker_name: string_of(features, "speaker_name"),
        within: pointed(features, "within").map(str::to_owned),
        by: by(features)?,
        score: score(features)?,
        why: why.collect::<Result<_, Fault>>()?,
    })
}
