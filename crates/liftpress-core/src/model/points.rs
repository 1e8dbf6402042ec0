//! The scales that compare lifters of different bodyweights.

use crate::words;

words! {
    /// A published formula for points from bodyweight and total, both in kilograms.
    ///
    /// The coefficients are those of `OpenPowerlifting` (`crates/coefficients`). Other public implementations have the
    /// same ones.
    PointsFormula {
        /// DOTS (T. Konertz, 2019): `500 t / p(b)`, with `p` of the fourth degree. Bodyweights below 40 kg count as 40
        /// kg. Those above 210 kg (men) or 150 kg (women) count as that.
        Dots => "dots",
        /// Wilks as the IPF used it from 1994 to 2018: `500 t / p(b)`, with `p` of the fifth degree. Bodyweights outside
        /// 40–201.9 kg (men) or 26.51–154.53 kg (women) count as the nearest of these, by convention of `OpenPowerlifting`.
        Wilks => "wilks",
        /// Wilks of 2020: `600 t / p(b)` with its own coefficients. Bodyweights outside 40–200.95 kg (men) or 40–150.95
        /// kg (women) count as the nearest of these.
        Wilks2020 => "wilks-2020",
        /// IPF GL (Goodlift, 2020) for three lifts without equipment: `100 t / (A − B e^(−C b))`. Undefined below 35 kg.
        IpfGl => "ipf-gl",
        /// IPF GL for three lifts in equipment.
        IpfGlEquipped => "ipf-gl-equipped",
        /// IPF GL for the bench press alone, without equipment.
        IpfGlBench => "ipf-gl-bench",
        /// IPF GL for the bench press alone, in equipment.
        IpfGlEquippedBench => "ipf-gl-equipped-bench",
    }
}

impl PointsFormula {
    /// Whether the formula is for the bench press alone and not for a total of three lifts.
    #[must_use]
    pub const fn is_of_bench(self) -> bool {
        matches!(self, Self::IpfGlBench | Self::IpfGlEquippedBench)
    }
}
