//! Reads brat standoff: an article that [`export`](crate::export) wrote, also after it was changed in brat, and the corpora in
//! languages/*/corpus.
//!
//! What brat shows wins over the note with details: details that contradict it are left aside. Events, normalisations and equivalences are
//! passed over.

use std::collections::HashMap;

use serde::Deserialize;

use super::gather::{self, Gathered};
use crate::article::{Article, By, Entity, EntityType, Evidence, Mention, MentionKind, Quotation, QuotationType};
use crate::export::{DETAILS, on_one_line, pieces};
use crate::fault::Fault;
use crate::span::{OffsetConverter, Offsets, Span};

/// A text-bound annotation, with what other lines say of it.
#[derive(Default)]
struct Bound {
    kind: String,
    spans: Vec<Span>,
    line: usize,
    attributes: HashMap<String, String>,
    note: Option<String>,
    details: Details,
}

/// The JSON of a note; of a mention, a content, a cue or a speaker.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Details {
    id: Option<String>,
    score: Option<f32>,
    base: Option<String>,
    entity: Option<String>,
    order: Option<usize>,
    name: Option<String>,
    value: Option<String>,
    spans: Option<Vec<(usize, usize)>>,
    why: Vec<Evidence>,
    speaker_entity: Option<String>,
    speaker_name: Option<String>,
}

struct File<'t> {
    text: &'t str,
    points: OffsetConverter<'t>,
    /// In the order of their lines.
    order: Vec<String>,
    bound: HashMap<String, Bound>,
    /// `HasCue`, `HasSpeaker`, `Within`: from → to.
    relations: HashMap<(String, String), String>,
}

pub(super) fn read(text: &str, content: &str) -> Result<Article, Fault> {
    if !content.is_empty() && !content.ends_with('\n') {
        return Err(Fault::line(content.lines().count(), "it is cut off: the last line has no end"));
    }
    let points = OffsetConverter::new(text, Offsets::Codepoint);
    let mut file = File { text, points, order: Vec::new(), bound: HashMap::new(), relations: HashMap::new() };
    // A relation, an attribute or a note may stand before what it is of.
    let lines = || content.split_terminator('\n').enumerate().map(|(index, line)| (index + 1, line.trim_end_matches('\r')));
    for (number, line) in lines().filter(|(_, line)| line.starts_with('T')) {
        file.read_bound(line, number)?;
    }
    for (number, line) in lines().filter(|(_, line)| !line.starts_with('T')) {
        file.read_other(line, number)?;
    }
    file.use_details()?;
    let entities = gather::entities(file.mentions()?);
    let quotations = file.quotations(&entities)?;
    Ok(super::bare(entities, quotations, Offsets::Byte))
}

impl File<'_> {
    /// `T1⇥PER 10 14;20 24⇥words`.
    fn read_bound(&mut self, line: &str, number: usize) -> Result<(), Fault> {
        let fault = |what: &str| Fault::line(number, what);
        let mut cells = line.splitn(3, '\t');
        let (id, middle, words) = (cells.next().unwrap_or(""), cells.next().unwrap_or(""), cells.next());
        let (kind, places) = middle.split_once(' ').ok_or_else(|| fault("a type and offsets are wanted"))?;
        let words = words.ok_or_else(|| fault("it is cut off: no words stand behind the offsets"))?;
        let spans = places.split(';').map(|place| self.span(place)).collect::<Option<Vec<Span>>>();
        let spans = spans.ok_or_else(|| fault("its offsets are no stretch of the text"))?;
        if spans.windows(2).any(|pair| pair[0].end > pair[1].start) {
            return Err(fault("its pieces overlap or are not in order"));
        }
        let covered: Vec<&str> = spans.iter().map(|span| span.of(self.text)).collect();
        if on_one_line(&covered.join(" ")) != words {
            return Err(fault("the text has other words at these offsets"));
        }
        let bound = Bound { kind: kind.to_owned(), spans, line: number, ..Bound::default() };
        if self.bound.insert(id.to_owned(), bound).is_some() {
            return Err(fault("its id stands twice"));
        }
        self.order.push(id.to_owned());
        Ok(())
    }

    /// `10 14` in code points.
    fn span(&self, place: &str) -> Option<Span> {
        let (start, end) = place.split_once(' ')?;
        self.points.span_in_bytes(Span { start: start.parse().ok()?, end: end.parse().ok()? }).filter(|span| !span.is_empty())
    }

    fn read_other(&mut self, line: &str, number: usize) -> Result<(), Fault> {
        let fault = |what: &str| Fault::line(number, what);
        let mut cells = line.splitn(3, '\t');
        let (id, middle, rest) = (cells.next().unwrap_or(""), cells.next().unwrap_or(""), cells.next().unwrap_or(""));
        let mut words = middle.split(' ');
        let (kind, of) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
        match id.chars().next() {
            None | Some('E' | 'N' | '*') => {}
            Some('R') => {
                let from = of.strip_prefix("Arg1:").ok_or_else(|| fault("Arg1: is wanted"))?;
                let to = words.next().and_then(|to| to.strip_prefix("Arg2:")).ok_or_else(|| fault("Arg2: is wanted"))?;
                for end in [from, to] {
                    if !self.bound.contains_key(end) {
                        return Err(fault(&format!("there is no {end}")));
                    }
                }
                self.relations.insert((kind.to_owned(), from.to_owned()), to.to_owned());
            }
            Some('A' | 'M') => {
                if let Some(bound) = self.bound.get_mut(of) {
                    bound.attributes.insert(kind.to_owned(), words.next().unwrap_or("").to_owned());
                }
            }
            Some('#') => {
                if let Some(bound) = self.bound.get_mut(of) {
                    if kind == DETAILS {
                        bound.details = serde_json::from_str(rest).map_err(|error| fault(&format!("no note of Kavichki: {error}")))?;
                    } else if kind == "AnnotatorNotes" {
                        bound.note = Some(rest.to_owned());
                    }
                }
            }
            Some(_) => return Err(fault("no annotation of brat begins like this")),
        }
        Ok(())
    }

    /// Puts the spans of details in the place of brat's, which break at the ends of lines, if brat's are still made from them.
    fn use_details(&mut self) -> Result<(), Fault> {
        for bound in self.bound.values_mut() {
            let Some(spans) = &bound.details.spans else { continue };
            let spans = spans.iter().map(|&(start, end)| self.points.span_in_bytes(Span { start, end })).collect::<Option<Vec<Span>>>();
            let spans = spans.ok_or_else(|| Fault::line(bound.line, "the offsets in its note are no stretch of the text"))?;
            if pieces(self.text, &spans) == bound.spans {
                bound.spans = spans;
            }
        }
        Ok(())
    }

    fn mentions(&self) -> Result<Vec<Gathered>, Fault> {
        let mut mentions = Vec::new();
        for id in &self.order {
            let bound = &self.bound[id];
            let Some(kind) = EntityType::from_code(&bound.kind) else {
                if !matches!(bound.kind.as_str(), "Content" | "Cue" | "Speaker") {
                    return Err(Fault::line(bound.line, format!("`{}` is no type of an annotation of Kavichki", bound.kind)));
                }
                continue;
            };
            let [span] = bound.spans[..] else { return Err(Fault::line(bound.line, "a name is one stretch of the text")) };
            let details = &bound.details;
            let note = bound.note.as_deref().and_then(|note| note.strip_prefix("base=")).and_then(|note| note.split_once("; entity="));
            let (base, name) = note.map_or((span.of(self.text), span.of(self.text)), |(base, name)| (base, name));
            // A base form may itself hold what separates the two in the note: the details know where it ends.
            let whole = |base: &str, name: &str| format!("base={}; entity={}", on_one_line(base), on_one_line(name));
            let untouched = matches!((&details.base, &details.name), (Some(base), Some(name)) if Some(whole(base, name)) == bound.note);
            let (base, name) = match (untouched, &details.base, &details.name) {
                (true, Some(base), Some(name)) => (base.as_str(), name.as_str()),
                _ => (base, name),
            };
            let same_entity = untouched || details.name.as_deref().map(on_one_line).as_deref() == Some(name);
            mentions.push(Gathered {
                mention: Mention {
                    id: details.id.clone().unwrap_or_default(),
                    span,
                    kind: self.attribute(bound, "MentionKind", MentionKind::from_code)?.unwrap_or(MentionKind::Name),
                    base: base.to_owned(),
                    score: details.score.unwrap_or(1.0),
                    by: self.by(bound)?,
                },
                kind,
                entity: details.entity.clone().filter(|_| same_entity),
                name: name.to_owned(),
                value: details.value.clone(),
                order: details.order.filter(|_| same_entity),
            });
        }
        Ok(mentions)
    }

    fn attribute<T>(&self, bound: &Bound, name: &str, known: impl Fn(&str) -> Option<T>) -> Result<Option<T>, Fault> {
        let Some(code) = bound.attributes.get(name) else { return Ok(None) };
        known(code).map(Some).ok_or_else(|| Fault::line(bound.line, format!("`{code}` is no {name}")))
    }

    /// Whose it is: what was added in brat has no details, and a person added it.
    fn by(&self, bound: &Bound) -> Result<By, Fault> {
        let untold = if bound.details.id.is_some() { By::Machine } else { By::Person };
        Ok(self.attribute(bound, "By", By::from_code)?.unwrap_or(untold))
    }

    fn quotations(&self, entities: &[Entity]) -> Result<Vec<Quotation>, Fault> {
        let contents: Vec<&String> = self.order.iter().filter(|id| self.bound[*id].kind == "Content").collect();
        let known: Vec<&str> = contents.iter().filter_map(|id| self.bound[*id].details.id.as_deref()).collect();
        let mut number = 0;
        let mut ids: HashMap<&str, String> = HashMap::new();
        for &id in &contents {
            let given = self.bound[id].details.id.clone();
            let quotation = given.unwrap_or_else(|| {
                loop {
                    number += 1;
                    let id = format!("q{number}");
                    if !known.contains(&id.as_str()) {
                        break id;
                    }
                }
            });
            ids.insert(id, quotation);
        }
        let mut quotations = Vec::new();
        for id in contents {
            let bound = &self.bound[id];
            let related = |relation: &str| self.relations.get(&(relation.to_owned(), id.clone()));
            let part = |relation: &str| related(relation).and_then(|part| self.bound[part].spans.first().copied());
            let within = related("Within")
                .map(|outer| ids.get(outer.as_str()).cloned().ok_or_else(|| Fault::line(bound.line, "it is within what is no Content")));
            let name = bound.note.as_deref().and_then(|note| note.strip_prefix("speaker_name="));
            let untouched = bound.details.speaker_name.as_deref().map(on_one_line).as_deref() == name;
            let named = name.and_then(|name| entities.iter().find(|entity| entity.name == name)).map(|entity| entity.id.clone());
            let exists = |id: &String| entities.iter().any(|entity| entity.id == *id);
            quotations.push(Quotation {
                id: ids[id.as_str()].clone(),
                kind: self
                    .attribute(bound, "QuotationType", QuotationType::from_code)?
                    .ok_or_else(|| Fault::line(bound.line, "no QuotationType"))?,
                content: bound.spans.clone(),
                cue: part("HasCue"),
                speaker: part("HasSpeaker"),
                speaker_entity: if untouched && bound.details.id.is_some() {
                    bound.details.speaker_entity.clone().filter(exists)
                } else {
                    named
                },
                speaker_name: if untouched { bound.details.speaker_name.clone() } else { name.map(str::to_owned) },
                within: within.transpose()?,
                by: self.by(bound)?,
                score: bound.details.score.unwrap_or(1.0),
                why: self.evidence(bound)?,
            });
        }
        Ok(quotations)
    }

    fn evidence(&self, bound: &Bound) -> Result<Vec<Evidence>, Fault> {
        let mut why = bound.details.why.clone();
        for span in why.iter_mut().filter_map(|evidence| evidence.span.as_mut()) {
            *span = self.points.span_in_bytes(*span).ok_or_else(|| Fault::line(bound.line, "its evidence is no stretch of the text"))?;
        }
        Ok(why)
    }
}
