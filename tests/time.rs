//! Time grows with the length of the text, and no faster, whatever the text.

#[allow(dead_code)]
mod invariants;

use std::sync::LazyLock;
use std::time::{Duration, Instant};

use invariants::{ARTICLES, BULGARIAN, long_text};

const OPENING: [&str; 6] = ["„", "\"", "«", "“", "(", "'"];

/// The processor time that annotating takes, the least of two runs: what else the machine does only adds.
fn time(text: &str) -> Duration {
    time_once(text).min(time_once(text))
}

fn time_once(text: &str) -> Duration {
    let start = processor_time();
    kavichki::annotate(text, &BULGARIAN);
    processor_time() - start
}

/// Of this thread where the system tells (Linux), else that of the clock.
fn processor_time() -> Duration {
    static BEGIN: LazyLock<Instant> = LazyLock::new(Instant::now);
    let of_thread = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = of_thread.and_then(|line| line.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| BEGIN.elapsed(), Duration::from_nanos)
}

/// Four times the text must not take eight times as long: twice that is left for caches and allocators.
fn grows_with_length(what: &str, text: impl Fn(usize) -> String) {
    let times = [1, 4, 16].map(|factor| time(&text(factor)));
    // Linux counts in ticks of up to ten milliseconds.
    let floor = Duration::from_millis(10);
    for pair in times.windows(2) {
        let ratio = pair[1].as_secs_f64() / pair[0].max(floor).as_secs_f64();
        assert!(ratio < 8.0, "{what}: 1, 4 and 16 times the text take {times:?}");
    }
}

#[test]
fn time_grows_with_the_length_of_news() {
    grows_with_length("articles", |factor| long_text(100_000 * factor));
}

#[test]
fn time_grows_with_the_length_of_one_line() {
    grows_with_length("one line", |factor| long_text(80_000 * factor).replace('\n', " "));
}

#[test]
fn time_grows_with_the_length_of_what_repeats() {
    grows_with_length("the same article", |factor| ARTICLES[0].repeat(80 * factor));
}

#[test]
fn time_grows_with_the_length_of_a_sentence() {
    for piece in ["според ", "който ", "а-б-"] {
        grows_with_length(piece, |factor| piece.repeat(6000 * factor));
    }
}

#[test]
fn time_grows_with_the_length_of_a_chain_of_quotations() {
    let piece = "Кметът каза, че мостът е готов, и добави, че ";
    grows_with_length("a chain", |factor| piece.repeat(600 * factor));
}

#[test]
fn a_thousand_opening_marks_cost_nothing_that_one_notices() {
    for mark in OPENING {
        let (with, without) = (time(&format!("{}{}", mark.repeat(1000), ARTICLES[0])), time(ARTICLES[0]));
        assert!(with < without + Duration::from_millis(200), "{mark}: {with:?} in place of {without:?}");
    }
}

/// Nobody writes this; the page must come to an end with it nevertheless.
#[test]
fn a_hundred_thousand_opening_marks_come_to_an_end() {
    for mark in OPENING {
        let spent = time_once(&mark.repeat(100_000));
        assert!(spent < Duration::from_secs(30), "{mark}: {spent:?}");
    }
}
