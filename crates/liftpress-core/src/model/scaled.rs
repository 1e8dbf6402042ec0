//! A phase's percentage of a load: with `top: 90%`, `80% + 10 kg` becomes `72% + 9 kg`.

use crate::units::Percent;

use super::{Amount, Load, LoadRule, Signed, Step};

impl Load {
    /// Returns this load with the percentage `share` of its weight in every week.
    ///
    /// The empty bar is not scaled, but its weekly steps are. Loads by effort and loads relative to another set are
    /// returned unchanged. Bodyweight loads are returned unchanged too, because a percentage of them depends on the
    /// lifter's bodyweight.
    ///
    /// ```
    /// use liftpress_core::model::parse_scheme;
    /// use liftpress_core::units::Percent;
    /// let scaled = |load: &str| {
    ///     let scheme = parse_scheme(&format!("5x5 @ {load}"), None).unwrap();
    ///     scheme.groups[0].load.as_ref().unwrap().value.scaled(Percent::whole(90)).to_string()
    /// };
    /// assert_eq!(scaled("80% + 10 kg"), "72% + 9 kg");
    /// assert_eq!(scaled("100 kg +2.5 kg/week"), "90 kg +2.25 kg/week");
    /// assert_eq!(scaled("bar +5 lb/week"), "bar +4.5 lb/week");
    /// assert_eq!(scaled("RPE 8"), "RPE 8");
    /// ```
    #[must_use]
    pub fn scaled(&self, share: Percent) -> Self {
        let amount = |Signed { sign, by }: Signed<Amount>| Signed { sign, by: by.scaled(share) };
        let rule = match &self.rule {
            LoadRule::Percent { percent, of, plus } => {
                let percent = percent.map(|percent| percent.times(share));
                LoadRule::Percent { percent, of: of.clone(), plus: plus.map(amount) }
            }
            LoadRule::Absolute(amounts) => LoadRule::Absolute(amounts.map(|amount| amount.scaled(share))),
            LoadRule::Bar => LoadRule::Bar,
            LoadRule::Bodyweight(_) | LoadRule::Effort(_) | LoadRule::Relative { .. } => return self.clone(),
        };
        let step = self.step.map(|step| match step {
            Step::Amount(step) => Step::Amount(amount(step)),
            Step::Points(Signed { sign, by }) => Step::Points(Signed { sign, by: by.times(share) }),
            Step::Factor(factor) => Step::Factor(factor),
        });
        Self { rule, step, effort: self.effort }
    }
}

impl Amount {
    /// Returns a percentage of this weight, in each of its units.
    #[must_use]
    pub fn scaled(self, share: Percent) -> Self {
        match self {
            Self::One(mass, unit) => Self::One(mass.times(share), unit),
            Self::Both { lb, kg } => Self::Both { lb: lb.times(share), kg: kg.times(share) },
        }
    }
}
