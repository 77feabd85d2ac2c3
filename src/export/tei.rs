//! TEI P5: the text with its names (`persName`, `placeName`, `orgName`, `name`, `date`, `time`, `measure`; `rs` for roles and pronouns) and
//! quotations (`said`; `seg` for cue, speaker and other evidence) in place, and a `standOff` with lists of persons, places,
//! organisations, events and objects, and feature structures for what TEI has no element for.
//!
//! Annotations that cross are cut into pieces tied by `@prev` and `@next`. `@cert` is a score, `@resp` whose an annotation is, `@n` the
//! place in a list of the article. The text is kept to the character: a line break between blocks is an `lb`, a character that XML
//! cannot have a `g`; its code point stands in the `charDecl`.

use std::collections::BTreeSet;

use crate::article::{Article, By, EntityType, Evidence, Quotation};

mod body;

/// The id of a character that XML cannot have.
fn character(c: char) -> String {
    format!("char.{:04X}", u32::from(c))
}

pub(super) fn write(text: &str, article: &Article) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TEI xmlns=\"http://www.tei-c.org/ns/1.0\">\n");
    header(&mut out, text, article);
    out.push_str("<standOff>\n");
    out.push_str(&format!(
        "<fs type=\"article\"><f name=\"schema\"><numeric value=\"{}\"/></f><f name=\"language_fit\"><numeric value=\"{}\"/></f></fs>\n",
        article.schema, article.language_fit
    ));
    entities(&mut out, article);
    for entity in &article.entities {
        for mention in entity.mentions.iter().filter(|mention| mention.base != mention.span.of(text)) {
            let base = escaped(&mention.base);
            out.push_str(&format!("<fs type=\"mention\" corresp=\"#{}\"><f name=\"base\"><string>{base}</string></f></fs>\n", mention.id));
        }
    }
    article.quotations.iter().for_each(|quotation| features(&mut out, quotation));
    out.push_str("</standOff>\n<text>\n<body>");
    body::write(&mut out, text, article);
    out.push_str("</body>\n</text>\n</TEI>\n");
    out
}

fn header(out: &mut String, text: &str, article: &Article) {
    let title = article.source.as_deref().or(article.blocks.first().map(|block| block.span.of(text))).unwrap_or("");
    let version = env!("CARGO_PKG_VERSION");
    let source = match &article.source {
        Some(source) => format!("<bibl><idno type=\"source\">{}</idno></bibl>", escaped(source)),
        None => "<p>The text as it was given.</p>".to_owned(),
    };
    let responsible = |by: By, resp: &str, name: &str| {
        format!("<respStmt xml:id=\"by.{}\"><resp>{resp}</resp><name>{name}</name></respStmt>\n", by.code())
    };
    out.push_str(&format!("<teiHeader>\n<fileDesc>\n<titleStmt>\n<title>{}</title>\n", escaped(title)));
    out.push_str(&responsible(By::Machine, "found", "Kavichki"));
    out.push_str(&responsible(By::Confirmed, "found by Kavichki and confirmed", "a person"));
    out.push_str(&responsible(By::Person, "made or changed", "a person"));
    out.push_str("</titleStmt>\n<publicationStmt><p>An annotated article, not published.</p></publicationStmt>\n");
    out.push_str(&format!("<sourceDesc>{source}</sourceDesc>\n</fileDesc>\n<encodingDesc>\n<appInfo>"));
    out.push_str(&format!("<application ident=\"kavichki\" version=\"{version}\"><label>Kavichki</label></application></appInfo>\n"));
    let characters = forbidden(text, article);
    if !characters.is_empty() {
        out.push_str("<charDecl>\n");
        for c in characters {
            let (id, code) = (character(c), u32::from(c));
            out.push_str(&format!("<char xml:id=\"{id}\"><localProp name=\"codepoint\" value=\"U+{code:04X}\"/></char>\n"));
        }
        out.push_str("</charDecl>\n");
    }
    out.push_str(&format!(
        "</encodingDesc>\n<profileDesc><langUsage><language ident=\"{}\"/></langUsage></profileDesc>\n</teiHeader>\n",
        article.language
    ));
}

/// The characters in text, names and source that XML 1.0 cannot have.
fn forbidden(text: &str, article: &Article) -> BTreeSet<char> {
    let bases = article.entities.iter().flat_map(|entity| &entity.mentions).map(|mention| mention.base.as_str());
    let names = article.entities.iter().flat_map(|entity| [Some(entity.name.as_str()), entity.value.as_deref()]).flatten();
    let speakers = article.quotations.iter().filter_map(|quotation| quotation.speaker_name.as_deref());
    let all = [text].into_iter().chain(article.source.as_deref()).chain(bases).chain(names).chain(speakers);
    all.flat_map(str::chars).filter(|&c| is_forbidden(c)).collect()
}

fn is_forbidden(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            // A parser would make it a line feed.
            '\r' => out.push_str("&#13;"),
            _ if is_forbidden(c) => out.push_str(&format!("<g ref=\"#{}\"/>", character(c))),
            _ => out.push(c),
        }
    }
    out
}

/// The entities, a list for each of the types that TEI has one for; values as feature structures.
fn entities(out: &mut String, article: &Article) {
    for (kind, list, item, before, after) in [
        (EntityType::Per, "listPerson", "person", "<persName>", "</persName>"),
        (EntityType::Loc, "listPlace", "place", "<placeName>", "</placeName>"),
        (EntityType::Org, "listOrg", "org", "<orgName>", "</orgName>"),
        (EntityType::Evt, "listEvent", "event", "<label>", "</label>"),
        (EntityType::Pro, "listObject", "object", "<objectIdentifier><objectName>", "</objectName></objectIdentifier>"),
    ] {
        // A named entity with a value is none that the program makes, but one that a file may have.
        let mut named = article.entities.iter().enumerate().filter(|(_, entity)| entity.kind == kind && entity.value.is_none()).peekable();
        if named.peek().is_none() {
            continue;
        }
        out.push_str(&format!("<{list}>\n"));
        for (order, entity) in named {
            out.push_str(&format!("<{item} xml:id=\"{}\" n=\"{order}\">{before}{}{after}</{item}>\n", entity.id, escaped(&entity.name)));
        }
        out.push_str(&format!("</{list}>\n"));
    }
    for (order, entity) in article.entities.iter().enumerate().filter(|(_, entity)| !entity.kind.is_named() || entity.value.is_some()) {
        let value =
            entity.value.as_deref().map_or(String::new(), |value| format!("<f name=\"value\"><string>{}</string></f>", escaped(value)));
        out.push_str(&format!(
            "<fs type=\"value\" xml:id=\"{}\" n=\"{order}\"><f name=\"type\"><symbol value=\"{}\"/></f><f name=\"name\"><string>{}</string></f>\
             {value}</fs>\n",
            entity.id,
            entity.kind.code(),
            escaped(&entity.name)
        ));
    }
}

/// What stands beside the words of a quotation.
fn features(out: &mut String, quotation: &Quotation) {
    let id = &quotation.id;
    let content: Vec<String> = (0..quotation.content.len()).map(|index| format!("#{id}.content{index}")).collect();
    out.push_str(&format!(
        "<fs type=\"quotation\" xml:id=\"{id}\" corresp=\"{}\" cert=\"{}\" resp=\"#by.{}\"><f name=\"type\"><symbol value=\"{}\"/></f>",
        content.join(" "),
        quotation.score,
        quotation.by.code(),
        quotation.kind.code()
    ));
    for part in [quotation.cue.map(|_| "cue"), quotation.speaker.map(|_| "speaker")].into_iter().flatten() {
        out.push_str(&format!("<f name=\"{part}\" fVal=\"#{id}.{part}\"/>"));
    }
    if let Some(entity) = &quotation.speaker_entity {
        out.push_str(&format!("<f name=\"speaker_entity\" fVal=\"#{entity}\"/>"));
    }
    if let Some(name) = &quotation.speaker_name {
        out.push_str(&format!("<f name=\"speaker_name\"><string>{}</string></f>", escaped(name)));
    }
    if let Some(within) = &quotation.within {
        out.push_str(&format!("<f name=\"within\" fVal=\"#{within}\"/>"));
    }
    for (index, evidence) in quotation.why.iter().enumerate() {
        let place = place_of(quotation, index, evidence).map_or(String::new(), |place| format!(" corresp=\"#{place}\""));
        out.push_str(&format!("<f name=\"why\"{place}><symbol value=\"{}\"/></f>", evidence.code));
    }
    out.push_str("</fs>\n");
}

/// The id of the element where evidence stands: the cue's or the speaker's where it is the same stretch, or its own.
fn place_of(quotation: &Quotation, index: usize, evidence: &Evidence) -> Option<String> {
    let part = match evidence.span {
        None => return None,
        place if place == quotation.cue => "cue".to_owned(),
        place if place == quotation.speaker => "speaker".to_owned(),
        Some(_) => format!("why{index}"),
    };
    Some(format!("{}.{part}", quotation.id))
}
