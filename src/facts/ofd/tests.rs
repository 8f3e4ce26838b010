//! Tests of [`read`], and the OFD writer of the tests.

mod bounds;
mod package;
mod shown;
mod text;

use super::super::container::tests::{Raw, deflated, zip_of};
use super::*;

/// An OFD that is made for a test: files by name, of which later ones take the place of earlier ones.
pub(super) struct Made {
    files: Vec<(String, String)>,
}

impl Made {
    /// One document with a page of each of these contents.
    pub(super) fn pages(contents: &[&str]) -> Self {
        let entry = "<ofd:DocBody><ofd:DocInfo><ofd:Title> 公益广告 </ofd:Title></ofd:DocInfo>
            <ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>";
        let made = Self { files: Vec::new() }.entry(entry).document("Doc_0", "", contents.len());
        let pages = contents.iter().enumerate();
        pages.fold(made, |made, (page, content)| {
            let content = format!(r#"<ofd:Content><ofd:Layer ID="9">{content}</ofd:Layer></ofd:Content>"#);
            made.page(&format!("Doc_0/Pages/Page_{page}/Content.xml"), &content)
        })
    }

    /// `OFD.xml` with this inside.
    pub(super) fn entry(self, inside: &str) -> Self {
        self.file("OFD.xml", &element("OFD", inside))
    }

    /// A document with `common` in its common data.
    pub(super) fn document(self, folder: &str, common: &str, pages: usize) -> Self {
        let area = "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>";
        let page = |page| format!(r#"<ofd:Page ID="{page}" BaseLoc="Pages/Page_{page}/Content.xml"/>"#);
        let pages: String = (0..pages).map(page).collect();
        let inside = format!("<ofd:CommonData>{area}{common}</ofd:CommonData><ofd:Pages>{pages}</ofd:Pages>");
        self.file(&format!("{folder}/Document.xml"), &element("Document", &inside))
    }

    /// A page, or a template page, with this inside.
    pub(super) fn page(self, name: &str, inside: &str) -> Self {
        self.file(name, &element("Page", inside))
    }

    pub(super) fn file(mut self, name: &str, content: &str) -> Self {
        self.files.retain(|(other, _)| other != name);
        self.files.push((name.to_owned(), content.to_owned()));
        self
    }

    pub(super) fn without(mut self, name: &str) -> Self {
        self.files.retain(|(other, _)| other != name);
        self
    }

    pub(super) fn bytes(&self) -> Vec<u8> {
        let raw: Vec<Raw> =
            self.files.iter().map(|(name, content)| deflated(name, content.as_bytes())).collect();
        zip_of(&raw)
    }

    pub(super) fn read(&self) -> Ofd {
        read(&self.bytes())
    }

    /// What it says, if it is whole.
    pub(super) fn text(&self) -> String {
        let ofd = self.read();
        assert_eq!(ofd.damage, None);
        ofd.text.unwrap_or_default()
    }

    pub(super) fn reason(&self) -> Option<Reason> {
        self.read().damage.map(|damage| damage.reason)
    }
}

pub(super) fn element(name: &str, inside: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><ofd:{name} xmlns:ofd="http://www.ofdspec.org/2016">{inside}</ofd:{name}>"#
    )
}

/// A text object that writes `said` from a place on, five millimetres for each character.
pub(super) fn at(x: f64, y: f64, said: &str) -> String {
    let deltas = vec!["5"; said.chars().count().saturating_sub(1)].join(" ");
    format!(
        r#"<ofd:TextObject Boundary="{x} {y} 200 8" Size="5"><ofd:TextCode X="0" Y="5" DeltaX="{deltas}">{said}</ofd:TextCode></ofd:TextObject>"#
    )
}

/// A text object with these attributes, and elements inside.
pub(super) fn object(attributes: &str, inside: &str) -> String {
    format!(r#"<ofd:TextObject Boundary="20 20 100 100" Size="5" {attributes}>{inside}</ofd:TextObject>"#)
}
