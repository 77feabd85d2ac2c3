//! Mentions that tell their entity by an id or a name, gathered to entities.

use std::collections::{HashMap, HashSet};

use crate::article::{Entity, EntityType, Mention};

/// A mention as a file has it.
pub(super) struct Gathered {
    /// Its id may be empty: it gets one.
    pub mention: Mention,
    pub kind: EntityType,
    /// The id of its entity, if the file knows one.
    pub entity: Option<String>,
    /// The name of its entity.
    pub name: String,
    pub value: Option<String>,
    /// The place of its entity among the others, if the file knows it.
    pub order: Option<usize>,
}

/// Mentions of the same type are of the same entity if it has the same id, or none and the same name. Entities come in the order the file
/// knows, then by their first mention.
pub(super) fn entities(mut mentions: Vec<Gathered>) -> Vec<Entity> {
    mentions.sort_by_key(|gathered| gathered.mention.span);
    let mut taken: HashSet<String> = mentions.iter().filter_map(|gathered| gathered.entity.clone()).collect();
    taken.extend(mentions.iter().map(|gathered| gathered.mention.id.clone()));
    let mut fresh_mention = Fresh { letter: 'm', number: 0 };
    let mut fresh_entity = Fresh { letter: 'e', number: 0 };
    let mut index: HashMap<(EntityType, Option<String>, String), usize> = HashMap::new();
    // The types that an id was seen with: a second entity of the same id needs another.
    let mut used: HashSet<String> = HashSet::new();
    let mut found: Vec<(usize, Entity)> = Vec::new();
    for Gathered { mut mention, kind, entity, name, value, order } in mentions {
        if mention.id.is_empty() {
            mention.id = fresh_mention.id(&mut taken);
        }
        let key = (kind, entity.clone(), if entity.is_some() { String::new() } else { name.clone() });
        let at = *index.entry(key).or_insert_with(|| {
            let id = match entity {
                Some(id) if used.insert(id.clone()) => id,
                _ => fresh_entity.id(&mut taken),
            };
            found.push((order.unwrap_or(usize::MAX), Entity { id, kind, name, value, mentions: Vec::new() }));
            found.len() - 1
        });
        found[at].1.mentions.push(mention);
    }
    found.sort_by_key(|(order, _)| *order);
    found.into_iter().map(|(_, entity)| entity).collect()
}

/// Gives ids that nothing has.
struct Fresh {
    letter: char,
    number: usize,
}

impl Fresh {
    fn id(&mut self, taken: &mut HashSet<String>) -> String {
        loop {
            self.number += 1;
            let id = format!("{}{}", self.letter, self.number);
            if taken.insert(id.clone()) {
                return id;
            }
        }
    }
}
