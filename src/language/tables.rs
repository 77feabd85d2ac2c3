//! Reads the tables of a language: tab-separated, `#` for comments, `-` for an empty cell.

use super::LanguageError;

/// One table with its rows. Cells are never empty strings; [`Row::cell`] gives `None` for `-`.
#[derive(Debug)]
pub(crate) struct Table {
    pub name: String,
    pub rows: Vec<Row>,
}

#[derive(Debug)]
pub(crate) struct Row {
    /// Counted from 1, comments included.
    pub line: usize,
    cells: Vec<String>,
}

impl Row {
    /// A cell that must hold something: `-` stands for itself.
    pub(crate) fn text(&self, column: usize) -> &str {
        &self.cells[column]
    }

    pub(crate) fn cell(&self, column: usize) -> Option<&str> {
        Some(self.cells[column].as_str()).filter(|cell| *cell != "-")
    }

    /// The comma-separated words of a cell.
    pub(crate) fn list(&self, column: usize) -> impl Iterator<Item = &str> {
        self.cell(column).unwrap_or("").split(',').map(str::trim).filter(|word| !word.is_empty())
    }
}

impl Table {
    /// Reads a table of `columns` columns. Fails on a line with fewer or more, or with an empty cell.
    pub(crate) fn parse(name: &str, columns: usize, text: &str) -> Result<Table, LanguageError> {
        let mut rows = Vec::new();
        for (index, line) in text.lines().enumerate() {
            let line = line.trim_end_matches('\r');
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let cells: Vec<String> = line.split('\t').map(|cell| cell.trim().to_owned()).collect();
            let row = Row { line: index + 1, cells };
            if row.cells.len() != columns {
                return Err(LanguageError::table(name, row.line, format!("{} columns where {columns} are wanted", row.cells.len())));
            }
            rows.push(row);
        }
        Ok(Table { name: name.to_owned(), rows })
    }

    /// The error for a row of this table.
    pub(crate) fn error(&self, row: &Row, what: impl Into<String>) -> LanguageError {
        LanguageError::table(&self.name, row.line, what.into())
    }
}
