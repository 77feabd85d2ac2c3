//! Figures: what was found against what is there. The same definitions as the independent scorers beside the data.

mod calibration;
mod corpus;
mod entities;
mod folds;
mod quotations;
mod topics;

pub use calibration::Calibration;
pub use corpus::{Agreement, CorpusReport, agreement, check_corpus};
pub use entities::{Counts, EntityScore, entity_errors, score_entities};
pub use folds::{Cut, Validation, cross_validate};
pub use quotations::{QuotationScore, score_quotations};
pub use topics::{LeaveOut, TopicScore, leave_one_topic_out};
