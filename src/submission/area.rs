//! The area that a submission is about: where its pictures should have been taken.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use geo::{
    BoundingRect, Closest, Contains, Distance, Haversine, HaversineClosestPoint, MultiPolygon, Point, Rect,
};
use geojson::{Feature, GeoJson, Geometry};
use serde_json::Value;
use thiserror::Error;

use super::Manifest;
use crate::text::{Explain, Message, write_english};

/// Largest file with an area that is read, in bytes.
pub const LARGEST_AREA: u64 = 2 << 20;
/// Most corners of all polygons: a county's border at a scale of 1:50,000 has some thousands.
const MOST_CORNERS: usize = 50_000;

/// An area on earth: polygons of GeoJSON (RFC 7946), in degrees of WGS 84.
#[derive(Debug, Clone, PartialEq)]
pub struct Area {
    polygons: MultiPolygon<f64>,
    /// The file that it was read from, byte for byte; none where `submission.json` gives a box.
    pub file: Option<Vec<u8>>,
}

/// Why an area cannot be used.
#[derive(Debug, Error)]
pub struct AreaError {
    /// The file that says it.
    path: PathBuf,
    fault: Fault,
}

#[derive(Debug)]
enum Fault {
    Io(io::Error),
    TooLarge,
    NotGeoJson,
    NoPolygon,
    Degrees,
}

impl std::fmt::Display for AreaError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write_english(&self.message(), f)
    }
}

impl Explain for AreaError {
    fn message(&self) -> Message {
        let message = match &self.fault {
            Fault::Io(error) => Message::new("error-cannot-read").with("reason", error.to_string()),
            Fault::TooLarge => Message::new("error-area-large"),
            Fault::NotGeoJson => Message::new("error-area-geojson"),
            Fault::NoPolygon => Message::new("error-area-polygon"),
            Fault::Degrees => Message::new("error-area-degrees"),
        };
        message.with("path", self.path.display().to_string())
    }
}

impl Area {
    /// The file that `manifest` names for its area, in the submission at `root`.
    #[must_use]
    pub fn file_of(manifest: &Manifest, root: &Path) -> Option<PathBuf> {
        manifest.area.as_ref()?.as_str().map(|name| root.join(name))
    }

    /// The area that `manifest` of the submission at `root` names, if it names one.
    pub fn read(manifest: &Manifest, root: &Path) -> Result<Option<Self>, AreaError> {
        let Some(path) = Self::file_of(manifest, root) else {
            return Self::of_box(manifest, &root.join(super::MANIFEST));
        };
        let failed = |fault| AreaError { path: path.clone(), fault };
        let mut bytes = Vec::new();
        let is_file = std::fs::metadata(&path).map_err(|error| failed(Fault::Io(error)))?.is_file();
        if !is_file {
            return Err(failed(Fault::NotGeoJson));
        }
        let file = File::open(&path).map_err(|error| failed(Fault::Io(error)))?;
        let read = file.take(LARGEST_AREA + 1).read_to_end(&mut bytes);
        read.map_err(|error| failed(Fault::Io(error)))?;
        Self::parse(bytes, &path).map(Some)
    }

    /// The area in the bytes of a GeoJSON file; `path` is for messages.
    pub fn parse(bytes: Vec<u8>, path: &Path) -> Result<Self, AreaError> {
        let failed = |fault| AreaError { path: path.to_owned(), fault };
        if bytes.len() as u64 > LARGEST_AREA {
            return Err(failed(Fault::TooLarge));
        }
        let text = std::str::from_utf8(&bytes).map_err(|_| failed(Fault::NotGeoJson))?;
        let text = text.trim_start_matches('\u{feff}');
        let geojson: GeoJson = text.parse().map_err(|_| failed(Fault::NotGeoJson))?;
        let mut polygons = Vec::new();
        let of_feature = |feature: Feature| feature.geometry;
        let geometries: Vec<Geometry> = match geojson {
            GeoJson::Geometry(geometry) => vec![geometry],
            GeoJson::Feature(feature) => of_feature(feature).into_iter().collect(),
            GeoJson::FeatureCollection(all) => all.features.into_iter().filter_map(of_feature).collect(),
        };
        for geometry in geometries {
            let geometry = geo::Geometry::<f64>::try_from(geometry).map_err(|_| failed(Fault::NotGeoJson))?;
            collect(geometry, &mut polygons);
        }
        Self::of(MultiPolygon::new(polygons), Some(bytes)).map_err(failed)
    }

    /// The box that `manifest`, at `path`, gives: west, south, east, north (RFC 7946, section 5).
    pub(super) fn of_box(manifest: &Manifest, path: &Path) -> Result<Option<Self>, AreaError> {
        let Some(Value::Array(sides)) = &manifest.area else { return Ok(None) };
        let sides: Vec<f64> = sides.iter().filter_map(Value::as_f64).collect();
        let area = match sides[..] {
            [west, south, east, north] if west < east && south < north => {
                Self::of(MultiPolygon::from(Rect::new((west, south), (east, north)).to_polygon()), None)
            }
            _ => Err(Fault::Degrees),
        };
        area.map(Some).map_err(|fault| AreaError { path: path.to_owned(), fault })
    }

    fn of(polygons: MultiPolygon<f64>, file: Option<Vec<u8>>) -> Result<Self, Fault> {
        use geo::CoordsIter;
        let bounds = polygons.bounding_rect().ok_or(Fault::NoPolygon)?;
        let (least, most) = (bounds.min(), bounds.max());
        let on_earth = least.x >= -180.0 && most.x <= 180.0 && least.y >= -90.0 && most.y <= 90.0;
        if !on_earth {
            return Err(Fault::Degrees);
        }
        if polygons.coords_count() > MOST_CORNERS {
            return Err(Fault::TooLarge);
        }
        Ok(Self { polygons, file })
    }

    /// How far a place lies outside, in metres along the surface; 0 inside.
    #[must_use]
    pub fn distance(&self, latitude: f64, longitude: f64) -> f64 {
        let place = Point::new(longitude, latitude);
        if self.polygons.contains(&place) {
            return 0.0;
        }
        match self.polygons.haversine_closest_point(&place) {
            Closest::Intersection(nearest) | Closest::SinglePoint(nearest) => {
                Haversine.distance(place, nearest)
            }
            // There is always a nearest point of a border that has corners.
            Closest::Indeterminate => 0.0,
        }
    }
}

fn collect(geometry: geo::Geometry<f64>, polygons: &mut Vec<geo::Polygon<f64>>) {
    match geometry {
        geo::Geometry::Polygon(polygon) => polygons.push(polygon),
        geo::Geometry::MultiPolygon(all) => polygons.extend(all),
        geo::Geometry::GeometryCollection(all) => {
            for geometry in all {
                collect(geometry, polygons);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(text: &str) -> Result<Area, String> {
        Area::parse(text.as_bytes().to_vec(), Path::new("area.geojson")).map_err(|error| error.to_string())
    }

    const SQUARE: &str = r#"{"type":"Polygon","coordinates":[[[119,33],[120,33],[120,34],[119,34],[119,33]],
        [[119.4,33.4],[119.6,33.4],[119.6,33.6],[119.4,33.6],[119.4,33.4]]]}"#;

    #[test]
    fn a_place_is_inside_or_so_far_outside() {
        let collection = format!(
            r#"{{"type":"FeatureCollection","features":[{{"type":"Feature","properties":{{}},"geometry":{SQUARE}}}]}}"#
        );
        for text in [SQUARE, &collection, &format!("\u{feff}{SQUARE}")] {
            let area = area(text).unwrap();
            assert!(area.distance(33.1, 119.1) < 0.1);
            // A degree of latitude has some 111 km.
            assert!((area.distance(34.1, 119.5) - 11_100.0).abs() < 200.0, "{}", area.distance(34.1, 119.5));
            // A hole is outside: 0.1 degrees of longitude at this latitude.
            assert!((area.distance(33.5, 119.5) - 9_270.0).abs() < 200.0, "{}", area.distance(33.5, 119.5));
        }
    }

    #[test]
    fn what_is_no_area_is_refused() {
        for (text, part) in [
            ("{", "GeoJSON"),
            (r#"{"type":"Point","coordinates":[119,33]}"#, "polygon"),
            (r#"{"type":"FeatureCollection","features":[]}"#, "polygon"),
            (r#"{"type":"Polygon","coordinates":[]}"#, "polygon"),
            (r#"{"type":"Polygon","coordinates":[[["a",33],[120,33],[120,34],[119,33]]]}"#, "GeoJSON"),
            // Latitude first.
            (r#"{"type":"Polygon","coordinates":[[[33,119],[33,120],[34,120],[33,119]]]}"#, "degrees"),
        ] {
            let error = area(text).unwrap_err();
            assert!(error.contains(part), "{text}: {error}");
        }
        let many = vec!["[119,33]"; MOST_CORNERS + 1].join(",");
        let error = area(&format!(r#"{{"type":"Polygon","coordinates":[[{many}]]}}"#)).unwrap_err();
        assert!(error.contains("large"), "{error}");
    }
}
