//! The words of IPTC's list of digital source types (cv.iptc.org/newscodes/digitalsourcetype), which XMP and C2PA
//! both use.

use super::Says;

/// The word that an address ends with, and what it says of how a picture came to be.
pub(super) fn read(address: &str) -> Option<(&str, Says)> {
    let word =
        address.trim().trim_end_matches('/').rsplit(['/', ':']).next().filter(|word| !word.is_empty())?;
    let says = match word {
        "trainedAlgorithmicMedia" => Says::Generated,
        "compositeWithTrainedAlgorithmicMedia" | "compositeSynthetic" => Says::PartlyGenerated,
        "digitalCapture" | "computationalCapture" | "negativeFilm" | "positiveFilm" | "print" => {
            Says::Captured
        }
        "humanEdits" | "minorHumanEdits" | "composite" => Says::Edited,
        "algorithmicMedia"
        | "algorithmicallyEnhanced"
        | "compositeCapture"
        | "dataDrivenMedia"
        | "digitalArt"
        | "digitalCreation"
        | "screenCapture"
        | "softwareImage"
        | "virtualRecording" => Says::Other,
        _ => return None,
    };
    Some((word, says))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_from_addresses_and_alone() {
        let http = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia";
        for text in
            [http, "trainedAlgorithmicMedia", "digsrctype:trainedAlgorithmicMedia", &format!(" {http}/\n")]
        {
            assert_eq!(read(text), Some(("trainedAlgorithmicMedia", Says::Generated)), "{text}");
        }
        assert_eq!(
            read("http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture").unwrap().1,
            Says::Captured
        );
        for text in ["", "/", "http://example.org/whatever", "TrainedAlgorithmicMedia2"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
