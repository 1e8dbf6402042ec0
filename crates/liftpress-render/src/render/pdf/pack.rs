//! What is done to a PDF when Typst has made it: links within it, and fewer bytes.

use lopdf::{Dictionary, Document, Object};

/// The same PDF, with links to `#anchor` made ways within it, and its objects in compressed streams.
///
/// A template's links by label would have Typst lay out every page twice, so they are addresses until here. And Typst
/// writes each tag as an object of its own, in plain text: a tagged booklet has thousands, and packed it is a third as large.
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
    // It is whole as it is, too.
    pack().unwrap_or(pdf)
}

/// Makes a link to `#anchor` one to the heading of that name.
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
