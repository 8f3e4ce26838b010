//! Pictures used twice are found, and pictures that merely resemble each other are not.

mod pictures;

use pictures::{Motif, Take, alter, different, paint, pairs};

#[test]
fn the_set_is_as_large_as_promised_and_the_same_in_each_run() {
    assert!(different().len() >= 200);
    assert_eq!(pairs::all().len(), 50);
    assert_eq!(alter::all().len(), 30);
    assert_eq!(paint(Motif::Room, 3, Take::plain(3)), paint(Motif::Room, 3, Take::plain(3)));
    assert_ne!(paint(Motif::Room, 3, Take::plain(3)), paint(Motif::Room, 4, Take::plain(4)));
}
