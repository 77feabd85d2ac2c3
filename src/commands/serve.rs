use super::Failure;

#[derive(clap::Args)]
pub struct Serve {}

impl Serve {
    pub fn run(self) -> Result<(), Failure> {
        Err("not there yet".into())
    }
}
