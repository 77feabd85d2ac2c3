//! `kavichki evaluate`: figures against gold annotations.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use kavichki::EntityType;
use kavichki::evaluate::{
    Calibration, Cut, EntityScore, LeaveOut, QuotationScore, agreement, check_corpus, cross_validate, entity_errors, leave_one_topic_out,
    score_entities, score_quotations,
};
use kavichki::train::{read_corpus, read_quoted_corpus};

use super::Failure;

/// Print figures against gold annotations.
#[derive(Args)]
pub struct Evaluate {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    Corpus(Corpus),
    Entities(Entities),
    Quotations(Quotations),
    Topics(Topics),
}

/// Check a corpus in brat standoff, and measure how far two annotations of it agree.
#[derive(Args)]
struct Corpus {
    /// Folder with NAME.txt and NAME.ann.
    corpus: PathBuf,
    /// Two further folders with NAME.ann: independent annotations of the same texts.
    #[arg(long, num_args = 2, value_names = ["FIRST", "SECOND"])]
    passes: Vec<PathBuf>,
    /// Another language pack or a language's folder, in place of the built-in one.
    #[arg(long)]
    language: Option<PathBuf>,
}

/// Names, base forms and grouping against raw/NAME.txt and ner/NAME.tsv.
#[derive(Args)]
struct Entities {
    /// Folder with raw/ and ner/.
    gold: PathBuf,
    /// Another language pack or a language's folder, in place of the built-in one.
    #[arg(long)]
    language: Option<PathBuf>,
    /// Also print every miss, false alarm, wrong base form and wrong grouping.
    #[arg(long)]
    errors: bool,
}

/// Quotations with their speakers against NAME.txt and NAME.json, or brat standoff.
///
/// With --folds or --topics nothing judges an article that was trained on it, neither of the names nor of the quotations; then the reliability of the
/// scores is printed as well.
#[derive(Args)]
struct Quotations {
    /// Folders with NAME.txt and NAME.json (or NAME.ann).
    #[arg(required = true)]
    gold: Vec<PathBuf>,
    /// Another language pack or a language's folder, in place of the built-in one; its folder where models are trained.
    #[arg(long)]
    language: Option<PathBuf>,
    /// Also print every miss, false alarm and wrong speaker.
    #[arg(long)]
    errors: bool,
    /// Deal the articles to so many folds; train on all but one, judge that one, for each in turn.
    #[arg(long, conflicts_with = "topics", requires = "corpora")]
    folds: Option<usize>,
    /// The same with a fold for each topic (the part of a file's name before `__`).
    #[arg(long, requires = "corpora")]
    topics: bool,
    /// Corpora that names are trained on, articles of the fold that is judged aside.
    #[arg(long, num_args = 1..)]
    corpora: Vec<PathBuf>,
    /// A folder where the models of names are kept; those that are there already are not trained anew.
    #[arg(long)]
    keep: Option<PathBuf>,
    /// Let the ranks of the rules decide in place of a trained model, to compare.
    #[arg(long)]
    rules: bool,
    #[command(flatten)]
    training: super::train::NameOptions,
}

/// Names on topics not seen: train on all topics but one, score on that one, for each in turn.
///
/// A topic is the part of a file's name before `__`. The last line is the mean of the topics' F1.
#[derive(Args)]
struct Topics {
    /// Corpus with raw/NAME.txt and ner/NAME.tsv.
    corpus: PathBuf,
    /// The language's folder, with lexicon/*.tsv.
    #[arg(long, default_value = "languages/bg")]
    language: PathBuf,
    /// Further corpora to train on every time.
    #[arg(long)]
    extra: Vec<PathBuf>,
    /// Only these topics.
    #[arg(long)]
    only: Vec<String>,
    /// Drop every entry of the lexicon, countries apart, that equals a name which stands five times or more in one topic and in no other.
    #[arg(long)]
    strict: bool,
    /// Leave out a table of the lexicon (`people`); `all` leaves out every entry.
    #[arg(long, value_name = "TABLE")]
    without: Vec<String>,
    /// Also print every miss and false alarm.
    #[arg(long)]
    errors: bool,
    #[command(flatten)]
    training: super::train::NameOptions,
}

impl Evaluate {
    pub fn run(self) -> Result<(), Failure> {
        match self.what {
            What::Corpus(corpus) => corpus.run(),
            What::Entities(entities) => entities.run(),
            What::Quotations(quotations) => quotations.run(),
            What::Topics(topics) => topics.run(),
        }
    }
}

impl Corpus {
    fn run(self) -> Result<(), Failure> {
        let report = check_corpus(&self.corpus)?;
        println!("{} articles, {} words, {} names, {} quotations", report.articles, report.words, report.names, report.quotations);
        if let [first, second] = self.passes.as_slice() {
            let folding = super::language(self.language.as_deref())?.folding();
            let agreement = agreement(&self.corpus, first, second, &folding)?;
            println!("names: F1 {:.4} of the second pass against the first (span and type)", agreement.names.f1());
            println!("quotations: detection {:.4}, end to end {:.4}", agreement.quotations.detection(), agreement.quotations.end_to_end());
        }
        report.faults.iter().for_each(|fault| eprintln!("{fault}"));
        if report.faults.is_empty() { Ok(()) } else { Err(format!("{} faults", report.faults.len()).into()) }
    }
}

impl Entities {
    fn run(self) -> Result<(), Failure> {
        let language = super::language(self.language.as_deref())?;
        let mut all = EntityScore::default();
        for document in read_corpus(&self.gold)? {
            let article = kavichki::annotate(&document.text, &language);
            all.add(&score_entities(&document, &article));
            if self.errors {
                entity_errors(&document, &article).iter().for_each(|line| println!("{line}"));
            }
        }
        println!("{all}");
        Ok(())
    }
}

impl Quotations {
    fn run(self) -> Result<(), Failure> {
        let cut = match self.folds {
            Some(folds) => Some(Cut::Articles(folds)),
            None => self.topics.then_some(Cut::Topics),
        };
        match cut {
            Some(cut) => self.cross_validate(cut),
            None => self.judge(),
        }
    }

    fn judge(self) -> Result<(), Failure> {
        let language = super::language(self.language.as_deref())?;
        let folding = language.folding();
        for folder in &self.gold {
            let mut all = QuotationScore::default();
            for document in read_quoted_corpus(folder)? {
                let article = kavichki::annotate(&document.text, &language);
                let show = |line| {
                    if self.errors {
                        println!("{line}");
                    }
                };
                all.add(&score_quotations(&document, &article, &folding, show, |_| {}));
            }
            println!("{all}");
        }
        Ok(())
    }

    fn cross_validate(self, cut: Cut) -> Result<(), Failure> {
        let judged = self.gold.iter().map(|folder| read_quoted_corpus(folder)).collect::<Result<Vec<_>, _>>()?;
        let mut names = Vec::new();
        for corpus in &self.corpora {
            names.extend(read_corpus(corpus)?);
        }
        let folder = self.language.unwrap_or_else(|| PathBuf::from("languages/bg"));
        let validations = cross_validate(&judged, &names, &folder, &self.training.into(), cut, self.keep.as_deref(), self.rules)?;
        for (folder, validation) in self.gold.iter().zip(&validations) {
            println!("{}", folder.display());
            validation.errors.iter().filter(|_| self.errors).for_each(|line| println!("{line}"));
            println!("{}\n{}", validation.calibration, validation.score);
        }
        Ok(())
    }
}

impl Topics {
    fn run(self) -> Result<(), Failure> {
        let documents = read_corpus(&self.corpus)?;
        let mut extra = Vec::new();
        for folder in &self.extra {
            extra.extend(read_corpus(folder)?);
        }
        let how =
            LeaveOut { training: self.training.into(), only: self.only, strict: self.strict, without: self.without, errors: self.errors };
        let scores = leave_one_topic_out(&documents, &extra, &self.language, &how)?;
        let mut all = EntityScore::default();
        let mut calibration = Calibration::default();
        for score in &scores {
            for error in &score.errors {
                println!("{error}");
            }
            print_line(&score.topic, &score.score);
            all.add(&score.score);
            calibration.join(&score.calibration);
        }
        print_line("pooled", &all);
        println!("{calibration}");
        let mean = scores.iter().map(|score| score.score.all().f1()).sum::<f64>() / scores.len().max(1) as f64;
        println!("mean F1 of {} topics {mean:.4}", scores.len());
        Ok(())
    }
}

fn print_line(name: &str, score: &EntityScore) {
    let all = score.all();
    print!("{name:12} P {:.3} R {:.3} F1 {:.4} |", all.precision(), all.recall(), all.f1());
    for (kind, counts) in EntityType::NAMED.iter().zip(score.by_type) {
        print!(" {} {:.3}", kind.code(), counts.f1());
    }
    println!(" | base form {:.4} | grouping B3 F1 {:.4}", score.base_accuracy(), score.grouping());
}
