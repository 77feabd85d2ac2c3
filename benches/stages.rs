//! How long each stage takes, and the whole, in words a second: `cargo bench`.
//!
//! A stage is what passes between two reports of `annotate_with`; the texts are the articles of the own corpus, one after the other.

use std::path::Path;
use std::time::{Duration, Instant};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use kavichki::{Language, Options, annotate_with};

/// The stages in their order, each with the share of the work that is reported when it is done.
const STAGES: [(&str, f32); 5] = [("text", 0.2), ("names", 0.7), ("entities", 0.8), ("values and quotations", 0.95), ("article", 1.0)];

fn stages(criterion: &mut Criterion) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("languages/bg");
    let language = Language::from_pack(&std::fs::read(root.join("bg.pack")).expect("the committed pack")).expect("a whole pack");
    let texts = texts(&root.join("corpus/articles"));
    let words = texts.iter().map(|text| text.split_whitespace().count() as u64).sum();
    let mut group = criterion.benchmark_group("annotate");
    group.throughput(Throughput::Elements(words)).sample_size(10);
    group.bench_function("whole", |bencher| {
        bencher.iter(|| texts.iter().map(|text| kavichki::annotate(text, &language).entities.len()).sum::<usize>());
    });
    for (stage, (name, _)) in STAGES.into_iter().enumerate() {
        group.bench_function(name, |bencher| {
            bencher.iter_custom(|rounds| (0..rounds).flat_map(|_| &texts).map(|text| time(text, &language)[stage]).sum());
        });
    }
    group.finish();
}

/// What each stage took of one text.
fn time(text: &str, language: &Language) -> [Duration; STAGES.len()] {
    let mut times = [Duration::ZERO; STAGES.len()];
    let mut last = Instant::now();
    annotate_with(text, language, &Options::default(), &mut |share| {
        if let Some(stage) = STAGES.iter().position(|(_, done)| *done == share) {
            times[stage] += last.elapsed();
        }
        last = Instant::now();
    });
    times
}

fn texts(folder: &Path) -> Vec<String> {
    let files = std::fs::read_dir(folder).expect("the own corpus").filter_map(|entry| Some(entry.ok()?.path()));
    let mut paths: Vec<_> = files.filter(|path| path.extension().is_some_and(|ending| ending == "txt")).collect();
    paths.sort();
    paths.iter().map(|path| std::fs::read_to_string(path).expect("an article in UTF-8")).collect()
}

criterion_group!(benches, stages);
criterion_main!(benches);
