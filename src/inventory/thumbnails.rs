//! Thumbnails of the pictures of a submission, made on all cores.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::{Interrupted, Inventory, Material, Survey, Watch};
use crate::facts::digest;
use crate::facts::thumbnail::{Thumbnail, thumbnail};

/// Thumbnails by the path of their picture. One that is not here could not be made, or was not wanted.
pub type Thumbnails = BTreeMap<String, Thumbnail>;

/// The thumbnails of the pictures of `survey` that are `wanted`. Their files are read again.
pub fn thumbnails(
    survey: &Survey,
    wanted: impl Fn(&Material) -> bool,
    watch: Watch<'_>,
) -> Result<Thumbnails, Interrupted> {
    let all = survey.inventories.iter().flat_map(Inventory::materials).map(|(_, material)| material);
    let pictures: Vec<&Material> =
        all.filter(|material| material.facts.image.is_some() && wanted(material)).collect();
    let longest = longest(pictures.len());
    let one = |material: &&Material| {
        if (watch.interrupted)() {
            return Err(Interrupted);
        }
        let made = digest::read_once(&material.source, &|_| (watch.interrupted)(), |_, bytes| {
            bytes.and_then(|bytes| thumbnail(bytes, longest))
        });
        // A file that is gone by now is shown without its picture.
        Ok(made.ok().and_then(|(_, made)| made).map(|made| (material.path.clone(), made)))
    };
    let made: Vec<_> = pictures.par_iter().map(one).collect::<Result<_, _>>()?;
    Ok(made.into_iter().flatten().collect())
}

/// The longer side of each of so many thumbnails, in pixels, so that also a page with very many of them can be sent
/// and opened: those of pictures full of detail, which are the largest, have some 7 MB together.
fn longest(count: usize) -> u32 {
    match count {
        ..=400 => 320,
        401..=800 => 200,
        _ => 120,
    }
}
