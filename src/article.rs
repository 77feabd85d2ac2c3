//! The result: an annotated article. One set of types; the JSON they serialise to is the only schema there is.

use serde::{Deserialize, Serialize};

use crate::span::{OffsetConverter, Offsets, Span};

/// The number of this schema. It grows when a reader of the former one would misread the new one.
pub const SCHEMA: u32 = 1;

/// All that was found in one text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Article {
    pub schema: u32,
    /// Where the text came from, as the caller named it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub source: Option<String>,
    /// The code of the language pack that was used (`bg`).
    pub language: String,
    /// How far the text seems to be in that language, from 0 to 1; below [`Article::SURE_LANGUAGE`] the page warns.
    pub language_fit: f32,
    /// The unit of every offset below.
    pub offsets: Offsets,
    pub blocks: Vec<Block>,
    pub entities: Vec<Entity>,
    /// In the order of the article.
    pub quotations: Vec<Quotation>,
    /// Sentences that seem to go on with a quotation and are not sure enough to be one. In the order of the article.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub hints: Vec<Hint>,
}

/// A stretch of the text between line breaks.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Block {
    #[serde(flatten)]
    pub span: Span,
    pub role: BlockRole,
}

/// What a block is in the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BlockRole {
    /// The article's own title, or a heading between its parts.
    Headline,
    Body,
    /// A line that advertises another article.
    Teaser,
    /// A line that stands in the article before.
    Repeated,
    /// What stands under a picture, or credits it.
    Caption,
    /// What the outlet puts under every article (subscribe, share, copyright).
    Boilerplate,
}

impl BlockRole {
    /// As it stands in files: `headline`.
    pub fn code(self) -> &'static str {
        match self {
            BlockRole::Headline => "headline",
            BlockRole::Body => "body",
            BlockRole::Teaser => "teaser",
            BlockRole::Repeated => "repeated",
            BlockRole::Caption => "caption",
            BlockRole::Boilerplate => "boilerplate",
        }
    }

    /// The role of a code, `None` for any other word.
    pub fn from_code(code: &str) -> Option<BlockRole> {
        use BlockRole::*;
        [Headline, Body, Teaser, Repeated, Caption, Boilerplate].into_iter().find(|role| role.code() == code)
    }
}

/// Somebody or something named, with all its mentions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entity {
    /// `e1`, `e2`, …
    pub id: String,
    #[serde(rename = "type")]
    pub kind: EntityType,
    /// The fullest base form among its names.
    pub name: String,
    /// The normalised value of a date, time, sum, percentage or quantity (ISO 8601; amount and ISO 4217 code; number and unit).
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub value: Option<String>,
    /// In the order of the text; never empty.
    pub mentions: Vec<Mention>,
}

/// Types of entities. The first five are SlavicNER's (arXiv 2404.00482): persons and named groups of people, places and
/// political units, organisations, products, events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum EntityType {
    Per,
    Loc,
    Org,
    Pro,
    Evt,
    Date,
    Time,
    Money,
    Percent,
    Quantity,
}

impl EntityType {
    /// The types that the trained model tells apart.
    pub const NAMED: [EntityType; 5] = [EntityType::Per, EntityType::Loc, EntityType::Org, EntityType::Pro, EntityType::Evt];

    /// As it stands in the JSON: `PER`.
    pub fn code(self) -> &'static str {
        match self {
            EntityType::Per => "PER",
            EntityType::Loc => "LOC",
            EntityType::Org => "ORG",
            EntityType::Pro => "PRO",
            EntityType::Evt => "EVT",
            EntityType::Date => "DATE",
            EntityType::Time => "TIME",
            EntityType::Money => "MONEY",
            EntityType::Percent => "PERCENT",
            EntityType::Quantity => "QUANTITY",
        }
    }

    /// The type of a code, `None` for any other word.
    pub fn from_code(code: &str) -> Option<EntityType> {
        use EntityType::*;
        [Per, Loc, Org, Pro, Evt, Date, Time, Money, Percent, Quantity].into_iter().find(|t| t.code() == code)
    }

    /// Whether it is one of the five that a name can have.
    pub fn is_named(self) -> bool {
        EntityType::NAMED.contains(&self)
    }
}

/// One place where an entity stands in the text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mention {
    /// `m1`, `m2`, … in the order of the text.
    pub id: String,
    #[serde(flatten)]
    pub span: Span,
    pub kind: MentionKind,
    /// The form that a dictionary would list: `Републиканската партия` → `Републиканска партия`.
    pub base: String,
    /// Probability from 0 to 1 that the mention is right.
    pub score: f32,
    #[serde(skip_serializing_if = "By::is_machine", default)]
    pub by: By,
}

/// Whose an annotation is. In JSON it stands only where it is not the machine's, so that an article nobody touched reads as before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum By {
    /// Found by the program, seen by nobody.
    #[default]
    Machine,
    /// Found by the program; a person looked at it and let it stand.
    Confirmed,
    /// Made or changed by a person.
    Person,
}

impl By {
    /// As it stands in files: `machine`.
    pub fn code(self) -> &'static str {
        match self {
            By::Machine => "machine",
            By::Confirmed => "confirmed",
            By::Person => "person",
        }
    }

    /// Whose a code says it is, `None` for any other word.
    pub fn from_code(code: &str) -> Option<By> {
        [By::Machine, By::Confirmed, By::Person].into_iter().find(|by| by.code() == code)
    }

    fn is_machine(&self) -> bool {
        *self == By::Machine
    }
}

/// How a mention refers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MentionKind {
    Name,
    /// A description that stands for a named entity: `президентът`.
    Role,
    Pronoun,
}

impl MentionKind {
    /// As it stands in files: `name`.
    pub fn code(self) -> &'static str {
        match self {
            MentionKind::Name => "name",
            MentionKind::Role => "role",
            MentionKind::Pronoun => "pronoun",
        }
    }

    /// The kind of a code, `None` for any other word.
    pub fn from_code(code: &str) -> Option<MentionKind> {
        [MentionKind::Name, MentionKind::Role, MentionKind::Pronoun].into_iter().find(|kind| kind.code() == code)
    }
}

/// Something the article reports as said, written or held, and whose it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Quotation {
    /// `q1`, `q2`, … in the order of the text.
    pub id: String,
    #[serde(rename = "type")]
    pub kind: QuotationType,
    /// What was said: one span, or more where the attribution interrupts it. In order, never empty.
    pub content: Vec<Span>,
    /// The words that attribute it.
    pub cue: Option<Span>,
    /// The noun phrase that names the source in the attributing clause.
    pub speaker: Option<Span>,
    /// The id of the entity that the speaker is.
    pub speaker_entity: Option<String>,
    /// Who that is: the fullest name in the article, or the descriptor of an unnamed source.
    pub speaker_name: Option<String>,
    /// The id of the smallest quotation whose content holds this one.
    pub within: Option<String>,
    #[serde(skip_serializing_if = "By::is_machine", default)]
    pub by: By,
    /// Probability from 0 to 1 that the quotation is right.
    pub score: f32,
    /// What led to it.
    pub why: Vec<Evidence>,
}

/// A sentence that seems to report what the source of a quotation said, without a cue.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Hint {
    #[serde(flatten)]
    pub span: Span,
    /// The id of the quotation that it seems to go on with.
    pub follows: String,
    /// The id of the entity that the source is.
    pub speaker_entity: Option<String>,
    /// Who that is, as for the quotation.
    pub speaker_name: Option<String>,
    /// Whether the verb itself tells that the writer reports and does not vouch: the renarrative mood.
    pub evidential: bool,
    /// Probability from 0 to 1 that it is right.
    pub score: f32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum QuotationType {
    /// All of it in quotation marks, or a turn of a dialogue.
    Direct,
    /// A reported clause.
    Indirect,
    /// A reported clause, part of it in quotation marks.
    Mixed,
}

impl QuotationType {
    /// As it stands in files: `direct`.
    pub fn code(self) -> &'static str {
        match self {
            QuotationType::Direct => "direct",
            QuotationType::Indirect => "indirect",
            QuotationType::Mixed => "mixed",
        }
    }

    /// The type of a code, `None` for any other word.
    pub fn from_code(code: &str) -> Option<QuotationType> {
        [QuotationType::Direct, QuotationType::Indirect, QuotationType::Mixed].into_iter().find(|kind| kind.code() == code)
    }
}

/// One reason for a quotation: a code that the page has words for, and where in the text it stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    pub code: String,
    #[serde(flatten, skip_serializing_if = "Option::is_none", default)]
    pub span: Option<Span>,
}

impl Article {
    /// The fit from which on a text counts as being in the pack's language.
    pub const SURE_LANGUAGE: f32 = 0.8;

    /// The same article with offsets in `unit`. `text` must be the text that was annotated; an article that is not in bytes
    /// comes back unchanged.
    pub fn with_offsets(mut self, text: &str, unit: Offsets) -> Article {
        if self.offsets == Offsets::Byte && unit != Offsets::Byte {
            let converter = OffsetConverter::new(text, unit);
            self.for_each_span(|span| *span = converter.convert_span(*span));
            self.offsets = unit;
        }
        self
    }

    /// Calls `f` with every span of the article.
    pub fn for_each_span(&mut self, mut f: impl FnMut(&mut Span)) {
        self.blocks.iter_mut().for_each(|block| f(&mut block.span));
        for entity in &mut self.entities {
            entity.mentions.iter_mut().for_each(|mention| f(&mut mention.span));
        }
        self.hints.iter_mut().for_each(|hint| f(&mut hint.span));
        for quotation in &mut self.quotations {
            quotation.content.iter_mut().for_each(&mut f);
            quotation.cue.iter_mut().for_each(&mut f);
            quotation.speaker.iter_mut().for_each(&mut f);
            quotation.why.iter_mut().filter_map(|evidence| evidence.span.as_mut()).for_each(&mut f);
        }
    }
}
