use super::Failure;

#[derive(clap::Args)]
pub struct Build {}

impl Build {
    pub fn run(self) -> Result<(), Failure> {
        Err("not there yet".into())
    }
}
