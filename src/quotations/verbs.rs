//! The frames of a verb: a clause behind it, words in marks on either side, the clause before it, `това` that points back.

use std::ops::Range;

use super::candidates::{DOUBTFUL, clause_start, comma_before, has_loose_reflexive, is_impersonal, quotation, source, unmark_whole};
use super::clauses::{self, Opening, opening, opens_clause, reported_end, skip_back, trim, unmark};
use super::cues::{CueAt, stands_alone};
use super::reading::Reading;
use super::{DraftQuotation, speech};
use crate::article::QuotationType;
use crate::language::{CueKind, Frames, Functions, Strength, VerbClass, VerbForm};
use crate::text::TokenKind;

pub(super) fn of_verb(reading: &Reading, sentence: usize, cue: &CueAt, found: &mut Vec<DraftQuotation>) {
    let range = reading.text.sentences[sentence].tokens.clone();
    let CueKind::Verb { class, form, .. } = cue.cue.kind else { return };
    let frames = cue.cue.frames;
    let strong = match cue.cue.strength {
        Strength::Always => 0.9,
        Strength::Clause => 0.8,
        Strength::Weak => 0.5,
    };
    let not_done = (cue.tokens.start.saturating_sub(1)..cue.head.start).any(|t| reading.has(t, Functions::DA));
    if not_done && class != VerbClass::Say && class != VerbClass::Write {
        // `за да поиска`, `реши да призове`.
        return;
    }
    let passive = form == VerbForm::Passive;
    let open = opening(reading, cue, range.end);
    let limit = open.map_or(range.end, |open| match open {
        Opening::That(at) | Opening::Whether(at) | Opening::Question(at) => at,
        Opening::Da(at) | Opening::Colon(at) | Opening::Mark(at) => at,
    });
    if passive && !matches!(open, Some(Opening::That(_) | Opening::Da(_))) {
        return;
    }
    let (before, _) = skip_back(reading, cue.tokens.start);
    // Speech before the verb: `"…", каза Х`.
    let speech_before = speech_ending_at(reading, &range, before);
    if let Some(content) = speech_before.clone().filter(|_| frames.has(Frames::TRAILING) || frames.has(Frames::THAT))
        && (!matches!(open, Some(Opening::That(_))) || clauses::is_trailing(reading, cue, range.end))
    {
        let comma = (cue.tokens.end..range.end).find(|&t| reading.is(t, TokenKind::Comma));
        let mut content = vec![content];
        let speaker = source(reading, &range, cue, range.end.min(limit.max(cue.tokens.end)), true)
            .or_else(|| source(reading, &range, cue, range.end, true));
        // `"A", каза Х, "B"`, `"A", каза Х. "B"`.
        if let Some(Opening::Mark(mark)) = open {
            if comma.is_none_or(|comma| comma <= mark) {
                content.extend(quoted_from(reading, mark));
            }
        } else if let Some(comma) = comma.filter(|&comma| reading.quoted_at(comma + 1).is_some_and(|(_, q)| q.open == comma + 1)) {
            content.extend(quoted_from(reading, comma + 1));
        }
        found.push(quotation(reading, "verb-after-speech", content, Some(cue), speaker, 0.95));
        return;
    }
    match open {
        Some(Opening::That(at) | Opening::Whether(at))
            if frames.has(Frames::THAT) || frames.has(Frames::WHETHER) || cue.cue.strength == Strength::Always =>
        {
            let content = trim(reading, at + 1..reported_end(reading, at + 1, range.end));
            if content.is_empty() {
                return;
            }
            let speaker = if passive { None } else { source(reading, &range, cue, comma_before(reading, at), false) };
            let content = unmark_whole(reading, content);
            found.push(quotation(reading, "verb-that", vec![content], Some(cue), speaker, strong));
        }
        Some(Opening::Question(at)) => {
            let content = trim(reading, at..reported_end(reading, at, range.end));
            let speaker = source(reading, &range, cue, comma_before(reading, at), false);
            if content.len() > 1 {
                found.push(quotation(reading, "verb-question", vec![content], Some(cue), speaker, strong - 0.2));
            }
        }
        Some(Opening::Mark(mark)) if frames.has(Frames::DIRECT) || frames.has(Frames::NOUN_PHRASE) || frames.has(Frames::THAT) => {
            of_marks_behind(reading, &range, cue, mark, found);
        }
        Some(Opening::Colon(colon)) if frames.has(Frames::DIRECT) && stands_alone(cue.cue) => {
            let end = reading.text.blocks[reading.text.sentences[sentence].block].tokens.end;
            let content = match reading.quoted_at(colon + 1).filter(|(_, q)| q.open == colon + 1) {
                Some((_, q)) => q.first()..q.close,
                None => trim(reading, colon + 1..range.end.min(end)),
            };
            if !content.is_empty() {
                let speaker = source(reading, &range, cue, colon, false);
                found.push(quotation(reading, "verb-colon", vec![content], Some(cue), speaker, 0.8));
            }
        }
        Some(Opening::Da(at)) if frames.has(Frames::DA) && !has_loose_reflexive(reading, cue) => {
            let content = trim(reading, at..reported_end(reading, at, range.end));
            let speaker = if passive { None } else { source(reading, &range, cue, at, false) };
            // `помоли гостите да`: those who are asked. `настояват заплатата да бъде`: what stands between the verb and `да` is the clause's own subject unless it can speak.
            let can_speak = |phrase: &Range<usize>| {
                phrase.end <= cue.tokens.start
                    || class != VerbClass::Request
                        && (reading.titles[phrase.start] > 0
                            || !reading.names_in(phrase.clone()).is_empty()
                            || reading.pronoun(phrase.start, crate::language::PronounKind::Subject).is_some())
            };
            let speaker = speaker.filter(can_speak);
            if !content.is_empty() && (speaker.is_some() || stands_alone(cue.cue)) {
                found.push(quotation(reading, "verb-da", vec![content], Some(cue), speaker, strong - 0.1));
            }
        }
        _ => of_host(reading, sentence, cue, found),
    }
}

/// `каза: "…"`, `нарече преговорите "…"`.
pub(super) fn of_marks_behind(reading: &Reading, sentence: &Range<usize>, cue: &CueAt, mark: usize, found: &mut Vec<DraftQuotation>) {
    let Some((index, quoted)) = reading.quoted_at(mark) else { return };
    let frames = cue.cue.frames;
    let colon = reading.is(mark - 1, TokenKind::Colon);
    let speaker = source(reading, sentence, cue, if colon { mark - 1 } else { mark }, false);
    let direct = colon || reading.is_speech[index] && reading.is_capital(quoted.first()) && frames.has(Frames::DIRECT);
    if direct {
        if frames.has(Frames::DIRECT) || colon {
            found.push(quotation(reading, "verb-speech", vec![quoted.first()..quoted.close], Some(cue), speaker, 0.9));
        }
        return;
    }
    if frames.has(Frames::NOUN_PHRASE) || frames.has(Frames::DIRECT) && stands_alone(cue.cue) {
        // The object that the words are said of belongs to them: `нарече преговорите "…"`.
        let start = match &speaker {
            Some(speaker) if speaker.start >= cue.tokens.end => speaker.end,
            _ => cue.tokens.end,
        };
        let content = trim(reading, start..reported_end(reading, mark, sentence.end).max(quoted.close + 1).min(sentence.end));
        let start = content.start + usize::from(reading.has(content.start, Functions::ABOUT));
        let content = start..content.end;
        if !content.is_empty() {
            let mut drafted = quotation(reading, "verb-fragment", vec![content], Some(cue), speaker, 0.6);
            drafted.kind = QuotationType::Mixed;
            found.push(drafted);
        }
    }
}

/// `…, съобщи ТАСС.`; `Това заяви Х.`; `Сега, както съобщава Х, …`.
pub(super) fn of_host(reading: &Reading, sentence: usize, cue: &CueAt, found: &mut Vec<DraftQuotation>) {
    let range = reading.text.sentences[sentence].tokens.clone();
    let frames = cue.cue.frames;
    // A verb whose table names no such frame may have it nevertheless.
    let loose = !frames.has(Frames::HOST);
    if loose && !frames.has(Frames::THAT) && !frames.has(Frames::DIRECT) {
        return;
    }
    let refl = is_impersonal(reading, cue);
    let (before, skipped) = skip_back(reading, cue.tokens.start);
    let clause = clause_start(reading, &range, cue.tokens.start);
    // `Това заяви Х`: the sentence before, with all of a quoted stretch that it ends.
    let first = (range.start..cue.tokens.start).find(|&t| reading.is_word(t));
    let this = first.filter(|&t| {
        reading.has(t, Functions::THIS) && reading.cues_in(range.start..cue.tokens.start).iter().all(|other| !other.is_verb())
    });
    if this.is_some_and(|this| clause == range.start && cue.tokens.start - this <= 4 || reading.begins_phrase(this + 1)) {
        let Some(previous) = sentence.checked_sub(1).map(|previous| &reading.text.sentences[previous]) else { return };
        if previous.block + 1 < reading.text.sentences[sentence].block || !stands_alone(cue.cue) {
            return;
        }
        let speaker = source(reading, &range, cue, range.end, true);
        if speaker.is_none() && !refl {
            return;
        }
        let content = match reading
            .quoted_at(previous.tokens.end - 1)
            .filter(|(i, q)| q.closed && reading.is_speech[*i] && q.open >= reading.text.blocks[previous.block].tokens.start)
        {
            Some((_, q)) if q.close + 2 >= previous.tokens.end => q.first()..q.close,
            _ => trim(reading, this_start(reading, sentence - 1)..previous.tokens.end),
        };

        found.push(quotation(reading, "verb-this", vec![content], Some(cue), speaker, 0.8));
        return;
    }
    let how = reading.has(before, Functions::HOW);
    let comma = if how { before.saturating_sub(1) } else { before };
    if comma <= range.start || !matches!(reading.kind(comma), Some(TokenKind::Comma | TokenKind::Dash)) || skipped > 2 {
        if how && before == range.start {
            leading_how(reading, &range, cue, found);
        }
        return;
    }
    if opens_clause(reading, cue, range.end) || cue.is_gerund() {
        return;
    }
    let limit = (cue.tokens.end..range.end).find(|&t| reading.is(t, TokenKind::Semicolon)).unwrap_or(range.end);
    let speaker = source(reading, &range, cue, limit, true);
    if speaker.is_none() && !refl || cue.cue.strength == Strength::Weak && speaker.as_ref().is_none_or(|s| s.start > cue.tokens.end + 2) {
        return;
    }
    let head = unmark(reading, trim(reading, host_start(reading, &range)..comma));
    if head.is_empty() {
        return;
    }
    let mut content = vec![head];
    // What goes on behind the attribution: `Сега, както съобщава Х, …`.
    let end = speaker.as_ref().map_or(cue.tokens.end, |speaker| speaker.end.max(cue.tokens.end));
    let rest = (end..limit).find(|&t| reading.is(t, TokenKind::Comma));
    if let Some(rest) = rest.filter(|&rest| rest <= end + 6) {
        let goes_on = how || {
            let next = rest + 1;
            !reading.has(next, Functions::AS.or(Functions::RELATIVE).or(Functions::SUBORDINATOR).or(Functions::HOW))
                && reading.cues_in(next..next + 3).is_empty()
                && limit - next > 5
        };
        if goes_on && (how || content[0].len() <= 12) {
            let tail = trim(reading, rest + 1..reported_end(reading, rest + 1, limit));
            if !tail.is_empty() {
                content.push(tail);
            }
        }
    }
    let score = match cue.cue.strength {
        Strength::Always => 0.9,
        Strength::Clause => 0.75,
        Strength::Weak => 0.5,
    };
    let mut drafted = quotation(reading, "verb-after-clause", content, Some(cue), speaker, score);
    if loose {
        drafted.score = DOUBTFUL;
        drafted.signs.push("loose-frame");
    }
    found.push(drafted);
}

/// `Както съобщи Х, …`.
pub(super) fn leading_how(reading: &Reading, range: &Range<usize>, cue: &CueAt, found: &mut Vec<DraftQuotation>) {
    let Some(comma) = (cue.tokens.end..range.end).find(|&t| reading.is(t, TokenKind::Comma)) else { return };
    let content = trim(reading, comma + 1..reported_end(reading, comma + 1, range.end));
    let speaker = source(reading, range, cue, comma, true);
    if speaker.is_some() && content.len() > 2 {
        found.push(quotation(reading, "verb-before-clause", vec![content], Some(cue), speaker, 0.75));
    }
}

/// Where what `това` points back to begins: with the block, where no more than two sentences without an attribution of their own stand
/// before; else with the last sentence.
pub(super) fn this_start(reading: &Reading, last: usize) -> usize {
    let sentences = &reading.text.sentences;
    let block = &reading.text.blocks[sentences[last].block];
    let from = block.sentences.start;
    let plain = (from..=last)
        .all(|s| reading.cues_in(sentences[s].tokens.clone()).iter().all(|cue| !cue.is_verb() || cue.cue.strength == Strength::Weak));
    if last - from < 2 && plain { sentences[from].tokens.start } else { sentences[last].tokens.start }
}

/// Where the host of a trailing attribution begins: with its sentence, or with the quoted stretch that the sentence goes on with.
pub(super) fn host_start(reading: &Reading, sentence: &Range<usize>) -> usize {
    match reading.quoted_at(sentence.start) {
        Some((_, quoted)) if quoted.closed && quoted.close < sentence.end => quoted.open.min(sentence.start),
        _ => sentence.start,
    }
}

/// Speech that ends right before `before` (a closing mark, or a comma or dash behind one); a lone closing mark counts from the
/// sentence's start.
pub(super) fn speech_ending_at(reading: &Reading, sentence: &Range<usize>, before: usize) -> Option<Range<usize>> {
    let mut mark = before;
    while mark > sentence.start
        && matches!(reading.kind(mark), Some(TokenKind::Comma | TokenKind::Dash | TokenKind::Stop))
        && mark + 3 > before
    {
        mark -= 1;
    }
    if !reading.is(mark, TokenKind::Mark) {
        return None;
    }
    match reading.quoted_at(mark) {
        Some((index, quoted)) if quoted.closed && quoted.close == mark => {
            let starts_sentence = quoted.open <= sentence.start || (sentence.start..quoted.open).all(|t| !reading.is_word(t));
            let clear = reading.is_speech[index] || starts_sentence && speech::can_be_said(reading, quoted);
            // A quoted name that ends a host clause (`… хотел "Рила", каза Х`) is no speech.
            (clear && (starts_sentence || !continues_clause(reading, sentence, quoted.open))).then(|| quoted.first()..quoted.close)
        }
        Some(_) => None,
        // The opening mark was lost.
        None => {
            let start = trim(reading, sentence.start..mark).start;
            (mark > start + 2).then_some(start..mark)
        }
    }
}

/// Whether a quoted stretch goes on with a clause that began before it in the sentence.
pub(super) fn continues_clause(reading: &Reading, sentence: &Range<usize>, open: usize) -> bool {
    open > sentence.start
        && !matches!(reading.kind(open - 1), Some(TokenKind::Colon | TokenKind::Comma | TokenKind::Dash | TokenKind::Stop))
}

/// The quoted stretch that opens at a mark, and those that follow it at once.
pub(super) fn quoted_from(reading: &Reading, mark: usize) -> Option<Range<usize>> {
    let (_, quoted) = reading.quoted_at(mark)?;
    Some(quoted.first()..quoted.close)
}
