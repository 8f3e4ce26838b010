//! Workbooks in `OpenDocument` (OASIS `OpenDocument` 1.3 part 3, section 9).

use quick_xml::events::BytesStart;

use super::{MOST_COLUMNS, MOST_ROWS, Row, Visit};
use crate::facts::container::Container;
use crate::facts::damage::{Damage, Reason};
use crate::facts::xml::{self, Xml, attribute};

/// Names an entry whose content is encrypted, in the manifest.
const ENCRYPTION: &str = "encryption-data";

pub(super) fn read(bytes: &[u8], visit: &mut dyn Visit) -> Result<(), Damage> {
    let mut container = Container::open(bytes)?;
    container.check_all()?;
    if let Some(manifest) = container.part("META-INF/manifest.xml")? {
        let mut encrypted = false;
        xml::read(&manifest, |event| {
            encrypted |= matches!(event, Xml::Start(name, _) if name == ENCRYPTION);
        })?;
        if encrypted {
            return Err(Damage::whole(Reason::Encrypted));
        }
    }
    let content = container.part("content.xml")?.ok_or(Damage::whole(Reason::Structure))?;
    let mut reader = Reader::new(visit);
    xml::read(&content, |event| reader.take(&event))
}

/// Where the reader is in the content.
struct Reader<'v> {
    visit: &'v mut dyn Visit,
    /// The elements around, of those that matter.
    open: Vec<Element>,
    row: Row,
    /// The number of the current row, and how many alike there are.
    number: u32,
    rows_alike: u32,
    column: usize,
    cells_alike: usize,
    text: String,
    /// The date that a cell holds, whatever it shows.
    date: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Element {
    Table,
    Row,
    Cell,
    Paragraph,
    /// Not part of what the cell says: notes, and drawings that float over it.
    Aside,
    Other,
}

impl<'v> Reader<'v> {
    fn new(visit: &'v mut dyn Visit) -> Self {
        Self {
            visit,
            open: Vec::new(),
            row: Row::default(),
            number: 1,
            rows_alike: 1,
            column: 0,
            cells_alike: 1,
            text: String::new(),
            date: None,
        }
    }

    fn take(&mut self, event: &Xml<'_>) {
        match event {
            Xml::Start(name, element) => self.start(name, element),
            Xml::End => self.end(),
            Xml::Text(text) => {
                if self.open.contains(&Element::Paragraph) && !self.open.contains(&Element::Aside) {
                    self.text.push_str(text);
                }
            }
        }
    }

    fn start(&mut self, name: &str, element: &BytesStart<'_>) {
        let repeated =
            |name: &str| attribute(element, name).and_then(|n| n.parse::<u32>().ok()).unwrap_or(1).max(1);
        let around = self.open.last().copied();
        let kind = match name {
            // A table within a cell is no worksheet.
            "table" if !self.open.contains(&Element::Cell) => {
                self.visit.sheet(attribute(element, "name").as_deref(), false);
                self.number = 1;
                Element::Table
            }
            "table-row" if !self.open.contains(&Element::Cell) => {
                self.rows_alike = repeated("number-rows-repeated");
                self.column = 0;
                Element::Row
            }
            "table-cell" | "covered-table-cell" if around == Some(Element::Row) => {
                self.cells_alike = repeated("number-columns-repeated") as usize;
                self.text.clear();
                self.date = attribute(element, "date-value");
                Element::Cell
            }
            "p" if self.open.contains(&Element::Cell) => {
                if !self.text.is_empty() {
                    self.text.push('\n');
                }
                Element::Paragraph
            }
            "annotation" | "frame" | "custom-shape" => Element::Aside,
            _ => Element::Other,
        };
        if matches!(name, "s" | "tab" | "line-break") && around == Some(Element::Paragraph) {
            self.text.push(' ');
        }
        self.open.push(kind);
    }

    fn end(&mut self) {
        match self.open.pop() {
            Some(Element::Cell) => {
                let date = self.date.take();
                // With a time of day or without.
                let text = date.as_deref().and_then(|date| date.get(..10)).unwrap_or(&self.text);
                if text.trim().is_empty() {
                    self.column = self.column.saturating_add(self.cells_alike);
                    return;
                }
                for _ in 0..self.cells_alike.min(MOST_COLUMNS) {
                    self.row.put(self.column, text);
                    self.column = self.column.saturating_add(1);
                }
            }
            Some(Element::Row) => {
                if self.number <= MOST_ROWS {
                    self.row.give(self.number, self.rows_alike, self.visit);
                }
                self.number = self.number.saturating_add(self.rows_alike);
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use super::super::tests::all;
    use crate::facts::damage::Reason;
    use crate::facts::{Format, table};

    fn ods(body: &str, manifest: &str) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let stored = zip::write::SimpleFileOptions::default();
        let content = format!(
            r#"<?xml version="1.0"?><office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"#
        );
        for (name, content) in [
            ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
            ("content.xml", content.as_str()),
            ("META-INF/manifest.xml", manifest),
        ] {
            zip.start_file(name, stored).unwrap();
            zip.write_all(content.as_bytes()).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    fn cell(text: &str) -> String {
        format!("<table:table-cell><text:p>{text}</text:p></table:table-cell>")
    }

    #[test]
    fn cells_rows_and_repetitions() {
        let body = format!(
            r#"<table:table table:name="统计"><table:table-row>{}{}</table:table-row>
            <table:table-row table:number-rows-repeated="3">{}<table:table-cell table:number-columns-repeated="16383"/></table:table-row>
            <table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
            <table:table-row><table:table-cell/><table:table-cell office:date-value="2026-03-05T00:00:00"><text:p>3月5日</text:p><office:annotation><text:p>批注</text:p></office:annotation></table:table-cell></table:table-row></table:table>
            <table:table table:name="二"/>"#,
            cell("序号"),
            cell("日<text:s/>期"),
            cell("x"),
        );
        let bytes = ods(&body, "<m/>");
        let found = all(Format::Ods, &bytes).unwrap().0;
        assert_eq!(found.len(), 2);
        let rows = &found[0].2;
        assert_eq!(rows[0], (1, 1, vec!["序号".into(), "日 期".into()]));
        assert_eq!(rows[1], (2, 3, vec!["x".into()]));
        assert_eq!(rows[2], (1_048_005, 1, vec![String::new(), "2026-03-05".into()]));
        let facts = table::read(Format::Ods, &bytes).unwrap();
        assert_eq!((facts.rows, facts.sheets[0].columns, facts.sheets[0].empty_cells), (4, 2, 4));
    }

    #[test]
    fn what_repeats_without_end_costs_nothing() {
        let row = r#"<table:table-row table:number-rows-repeated="4294967295"><table:table-cell table:number-columns-repeated="4294967295"><text:p>x</text:p></table:table-cell></table:table-row>"#;
        let body = format!("<table:table>{}</table:table>", row.repeat(20));
        let facts = table::read(Format::Ods, &ods(&body, "<m/>")).unwrap();
        assert_eq!(facts.sheets[0].columns, 16_384);
    }

    #[test]
    fn a_password_is_recognised() {
        let manifest = "<manifest><file-entry><encryption-data/></file-entry></manifest>";
        assert_eq!(all(Format::Ods, &ods("", manifest)).unwrap_err().reason, Reason::Encrypted);
    }
}
