/// placeholder until the stage lands
pub struct Language;
#[derive(Debug, thiserror::Error)]
#[error("not a language pack")]
pub struct PackError;
impl Language {
    pub fn from_pack(_: &[u8]) -> Result<Language, PackError> {
        Ok(Language)
    }
    pub fn code(&self) -> &str {
        "bg"
    }
}
