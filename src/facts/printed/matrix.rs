//! Places on a page, and how they are moved, stretched and turned.

/// Six numbers `a b c d e f`, as PDF and OFD write them: a place goes to `(a x + c y + e, b x + d y + f)`.
pub(in crate::facts) type Matrix = [f64; 6];

/// What leaves every place where it is.
pub(in crate::facts) const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// First `a`, then `b`.
pub(in crate::facts) fn multiply(a: Matrix, b: Matrix) -> Matrix {
    [
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    ]
}

/// Where a place goes.
pub(in crate::facts) fn place((x, y): (f64, f64), m: Matrix) -> (f64, f64) {
    (x * m[0] + y * m[2] + m[4], x * m[1] + y * m[3] + m[5])
}
