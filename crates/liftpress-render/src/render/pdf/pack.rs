//! Changes finished PDFs: makes internal links, and compresses objects.

use lopdf::{Dictionary, Document, Object};

/// Converts links to `#anchor` into links within the PDF, and compresses the PDF's objects.
///
/// In templates, internal links are addresses, because links by label would make Typst lay out every page twice. Typst
/// writes each tag as an uncompressed object. A tagged booklet has thousands of these objects, and compression reduces
/// the booklet to a third of its size.
pub(super) fn packed(pdf: Vec<u8>) -> Vec<u8> {
    let pack = || {
        let mut document = Document::load_mem(&pdf)?;
        for object in document.objects.values_mut() {
            if let Object::Dictionary(annotation) = object {
                lead_within(annotation);
            }
        }
        let mut small = Vec::with_capacity(pdf.len() / 2);
        document.save_modern(&mut small)?;
        Ok::<_, lopdf::Error>(small)
    };
    // If this fails, the unchanged PDF is still valid.
    pack().unwrap_or(pdf)
}

/// Converts a link to `#anchor` into a link to the destination that is named `anchor`.
fn lead_within(annotation: &mut Dictionary) {
    let address = annotation.get(b"A").and_then(Object::as_dict).and_then(|action| action.get(b"URI"));
    let Some(anchor) = address.and_then(Object::as_str).ok().and_then(|address| address.strip_prefix(b"#")) else {
        return;
    };
    let anchor = anchor.to_vec();
    let spoken: Vec<u8> = anchor.iter().map(|byte| if *byte == b'-' { b' ' } else { *byte }).collect();
    annotation.remove(b"A");
    annotation.set("Dest", Object::string_literal(anchor));
    annotation.set("Contents", Object::string_literal(spoken));
}
