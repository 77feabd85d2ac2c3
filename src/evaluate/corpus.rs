//! A corpus checked, and how far two annotators of it agree.

use std::collections::HashSet;
use std::path::Path;

use super::entities::Counts;
use super::quotations::{QuotationScore, score_quotations};
use crate::article::{Article, By, Quotation, SCHEMA};
use crate::span::Offsets;
use crate::train::{CorpusError, Document, Folding, GoldName, QuotedDocument, read_brat_pass};

/// What a corpus holds, and what is wrong with it.
#[derive(Debug, Default)]
pub struct CorpusReport {
    pub articles: usize,
    pub words: usize,
    pub names: usize,
    pub quotations: usize,
    /// A line for each annotation that breaks a rule.
    pub faults: Vec<String>,
}

/// How far a second annotator agrees with a first one.
#[derive(Debug, Default)]
pub struct Agreement {
    /// The same span and type.
    pub names: Counts,
    pub quotations: QuotationScore,
}

/// Reads and checks the brat standoff of a folder. Offsets, words and overlaps are the reader's errors; faults are: a name without a
/// base form or entity, a content with spaces or nothing in it, a cue or speaker inside its own content, a speaker without a name.
pub fn check_corpus(folder: &Path) -> Result<CorpusReport, CorpusError> {
    let mut report = CorpusReport::default();
    for (names, quotations) in read_brat_pass(folder, folder)? {
        report.articles += 1;
        report.words += names.text.split_whitespace().count();
        report.names += names.names.len();
        report.quotations += quotations.quotations.len();
        let mut fault = |what: String| report.faults.push(format!("{}: {what}", names.name));
        for name in &names.names {
            if name.base.trim().is_empty() || name.entity.ends_with('-') {
                fault(format!("`{}` has no base form or no entity", name.span.of(&names.text)));
            }
        }
        for quotation in &quotations.quotations {
            let words = quotation.content[0].of(&names.text);
            if quotation.content.iter().any(|span| span.of(&names.text).trim() != span.of(&names.text)) {
                fault(format!("the content `{words}` begins or ends with a space"));
            }
            let holds = |span| quotation.content.iter().any(|content| content.contains(span));
            if quotation.cue.is_some_and(holds) || quotation.speaker.is_some_and(holds) {
                fault(format!("the cue or speaker of `{words}` stands in its content"));
            }
            if quotation.speaker.is_some() && quotation.speaker_name.is_none() {
                fault(format!("the speaker of `{words}` has no name"));
            }
        }
    }
    Ok(report)
}

/// Measures how far the second annotation agrees with the first, as if the first were gold. Articles that one lacks are passed over.
pub fn agreement(texts: &Path, first: &Path, second: &Path, folding: &Folding) -> Result<Agreement, CorpusError> {
    let second = read_brat_pass(second, texts)?;
    let mut agreement = Agreement::default();
    for (names, quotations) in read_brat_pass(first, texts)? {
        let Some((other_names, other_quotations)) = second.iter().find(|(document, _)| document.name == names.name) else { continue };
        agreement.names.add(agree(&names, other_names));
        agreement.quotations.add(&score_quotations(&quotations, &as_article(other_quotations), folding, |_| {}, |_| {}));
    }
    Ok(agreement)
}

fn agree(first: &Document, second: &Document) -> Counts {
    let key = |name: &GoldName| (name.span, name.kind);
    let (first, second): (HashSet<_>, HashSet<_>) = (first.names.iter().map(key).collect(), second.names.iter().map(key).collect());
    let right = first.intersection(&second).count();
    Counts { right, extra: second.len() - right, missed: first.len() - right }
}

/// An annotation as the program would have made it, so that one scorer serves both.
fn as_article(document: &QuotedDocument) -> Article {
    let quotations = document.quotations.iter().enumerate().map(|(index, gold)| Quotation {
        id: format!("q{}", index + 1),
        kind: gold.kind,
        content: gold.content.clone(),
        cue: gold.cue,
        speaker: gold.speaker,
        speaker_entity: None,
        speaker_name: gold.speaker_name.clone(),
        within: None,
        by: By::Person,
        score: 1.0,
        why: Vec::new(),
    });
    Article {
        schema: SCHEMA,
        source: None,
        language: String::new(),
        language_fit: 1.0,
        offsets: Offsets::Byte,
        blocks: Vec::new(),
        entities: Vec::new(),
        quotations: quotations.collect(),
        hints: Vec::new(),
    }
}
