//! `kavichki train`: from corpora and tables to a language pack.

use std::path::PathBuf;

use clap::Args;
use kavichki::train::{
    Document, NameTraining, Recipe, calibrate_names, pack, read_corpus, read_quoted_corpus, train_language, train_quotations,
};

use super::Failure;

/// Train a language pack from corpora and the language's tables.
///
/// The same data and options give the same bytes on every machine. The pack is written only when all went well.
#[derive(Args)]
pub struct Train {
    /// Corpora with raw/NAME.txt and ner/NAME.tsv (start, end, surface, base form, type, entity; code points).
    #[arg(required = true)]
    corpora: Vec<PathBuf>,
    /// The language's folder, with lexicon/*.tsv.
    #[arg(long, default_value = "languages/bg")]
    language: PathBuf,
    /// Where to write the pack.
    #[arg(long, default_value = "languages/bg/bg.pack")]
    out: PathBuf,
    /// Folders with gold quotations (NAME.txt with NAME.json or NAME.ann); without any, the ranks of the rules decide what is a quotation.
    #[arg(long, num_args = 1..)]
    quotations: Vec<PathBuf>,
    #[command(flatten)]
    names: NameOptions,
}

impl Train {
    pub fn run(self) -> Result<(), Failure> {
        let mut documents = Vec::new();
        for corpus in &self.corpora {
            documents.extend(read_corpus(corpus)?);
        }
        let documents: Vec<&Document> = documents.iter().collect();
        let mut quoted = Vec::new();
        for folder in &self.quotations {
            quoted.extend(read_quoted_corpus(folder)?);
        }
        let training = self.names.into();
        let mut language =
            train_language(&self.language, &documents, &training, |epoch, loss| eprintln!("epoch {epoch}: loss {loss:.4} a sentence"))?;
        calibrate_names(&mut language, &documents, &training);
        if !quoted.is_empty() {
            train_quotations(&mut language, &quoted, &documents, &training);
        }
        let bytes = pack(&self.language, &language)?;
        super::write_whole(&self.out, &bytes)?;
        eprintln!(
            "{}: {} bytes, trained on {} articles, {} with quotations",
            self.out.display(),
            bytes.len(),
            documents.len(),
            quoted.len()
        );
        Ok(())
    }
}

/// How the model of names is trained.
#[derive(Args)]
pub struct NameOptions {
    #[arg(long, default_value_t = NameTraining::default().recipe.epochs)]
    epochs: usize,
    #[arg(long, default_value_t = NameTraining::default().recipe.rate)]
    rate: f32,
    #[arg(long, default_value_t = NameTraining::default().recipe.l1)]
    l1: f32,
    #[arg(long, default_value_t = NameTraining::default().recipe.l2)]
    l2: f32,
    #[arg(long, default_value_t = NameTraining::default().recipe.seed)]
    seed: u64,
    /// Features seen in fewer tokens are left out.
    #[arg(long, default_value_t = NameTraining::default().rarest)]
    rarest: u32,
    /// Weights that are kept.
    #[arg(long, default_value_t = NameTraining::default().weights)]
    weights: usize,
    /// Copies of each article with other names of the lexicon in the place of its own.
    #[arg(long, default_value_t = NameTraining::default().swaps)]
    swaps: usize,
    /// Models whose weights are averaged.
    #[arg(long, default_value_t = NameTraining::default().members)]
    members: usize,
}

impl From<NameOptions> for NameTraining {
    fn from(options: NameOptions) -> NameTraining {
        let recipe = Recipe { epochs: options.epochs, rate: options.rate, l1: options.l1, l2: options.l2, seed: options.seed };
        NameTraining { recipe, rarest: options.rarest, weights: options.weights, swaps: options.swaps, members: options.members }
    }
}
