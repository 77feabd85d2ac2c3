//! What an entry of the lexicon can be. The codes are those of the tables (`languages/bg/lexicon/README.md`).

/// Index of a class in [`CLASSES`].
pub(crate) type Class = u8;

/// Every class, in the order of the bits of a [`ClassSet`].
pub(crate) const CLASSES: [&str; 69] = [
    "country",
    "capital",
    "city",
    "village",
    "region",
    "macro",
    "mountain",
    "water",
    "island",
    "district",
    "site",
    "geo_adj",
    "demonym",
    "given",
    "surname",
    "person",
    "people",
    "title",
    "institution",
    "intl",
    "party",
    "court",
    "company",
    "bank",
    "university",
    "club",
    "ngo",
    "army",
    "church",
    "news_agency",
    "paper",
    "broadcaster",
    "website",
    "platform",
    "programme",
    "vehicle",
    "aircraft",
    "weapon",
    "ship",
    "spacecraft",
    "medicine",
    "software",
    "device",
    "work",
    "law",
    "award",
    "product",
    "event",
    "election",
    "conflict",
    "contest",
    "festival",
    "holiday",
    "summit",
    "disaster",
    "head_loc",
    "head_org",
    "head_media",
    "head_pro",
    "head_evt",
    "month",
    "weekday",
    "disease",
    "term",
    "word",
    "cue",
    "function",
    "number",
    "unit",
];

/// The class of a code.
pub(crate) fn class(code: &str) -> Option<Class> {
    CLASSES.iter().position(|known| *known == code).map(|i| i as Class)
}

/// Classes that say the same of a name's type, with a code letter each: what a word can be, seen from afar.
const GROUPS: [&[&str]; 14] = [
    &["country", "capital", "city", "village", "region", "macro", "mountain", "water", "island", "district", "site"],
    &["geo_adj"],
    &["demonym", "people"],
    &["given"],
    &["surname"],
    &["person"],
    &["title"],
    &["institution", "intl", "party", "court", "company", "bank", "university", "club", "ngo", "army", "church", "news_agency"],
    &["paper", "broadcaster", "website", "platform", "programme"],
    &["vehicle", "aircraft", "weapon", "ship", "spacecraft", "medicine", "software", "device", "work", "law", "award", "product"],
    &["event", "election", "conflict", "contest", "festival", "holiday", "summit", "disaster", "disease"],
    &["head_loc"],
    &["head_org", "head_media"],
    &["head_pro", "head_evt"],
];

/// Names of a type are entries of these classes: persons, places, organisations, products and media, events.
#[cfg(feature = "cli")]
pub(crate) fn of_types() -> [ClassSet; 5] {
    let groups = groups();
    [set(&["person"]), groups[0], groups[7], groups[8].with(groups[9]), groups[10]]
}

/// The set of each group, made once.
pub(crate) fn groups() -> [ClassSet; GROUPS.len()] {
    GROUPS.map(set)
}

/// A set of classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub(crate) struct ClassSet(pub u128);

impl ClassSet {
    pub(crate) fn of(class: Class) -> ClassSet {
        ClassSet(1 << class)
    }

    pub(crate) fn with(self, other: ClassSet) -> ClassSet {
        ClassSet(self.0 | other.0)
    }

    pub(crate) fn has(self, class: Class) -> bool {
        self.0 >> class & 1 == 1
    }

    pub(crate) fn intersects(self, other: ClassSet) -> bool {
        self.0 & other.0 != 0
    }

    pub(crate) fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub(crate) fn iter(self) -> impl Iterator<Item = Class> {
        (0..CLASSES.len() as Class).filter(move |&class| self.has(class))
    }
}

/// The set of several codes. Meant for constants of this program; an unknown code is left out.
pub(crate) fn set(codes: &[&str]) -> ClassSet {
    codes.iter().filter_map(|code| class(code)).fold(ClassSet::default(), |set, class| set.with(ClassSet::of(class)))
}
