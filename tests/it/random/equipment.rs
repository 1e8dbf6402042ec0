//! What a lifter can load.

use super::Tape;

impl Tape {
    pub(super) fn equipment(&mut self) -> String {
        let plates = match self.below(11) {
            0 => return "<gym>\n".to_owned(),
            1 => "plates: [25, 20, 15, 10, 5, 2.5, 1.25], bar: 20",
            2 => "plates: [25, 20, 10, 5, 2.5], pairs: {25: 2, 20: 1, 10: 1, 5: 1, 2.5: 1}, bar: 20, collars: 5",
            3 => "plates: [20, 7.5, 3, 0.5], bar: 15, bars: {front-squat: 10, leg-press: 45, on-a-stack: 5}",
            4 => "step: 1, bar: 20",
            5 => "step: 2.5<bar>",
            6 => "plates: [20 <u>, 10, 1], pairs: {10: 0, 1: 3}, bar: 7.5, collars: 0.5 <u>, bars: {bench: 12}",
            7 => {
                "plates: [20 <u>, 10 <u>, 1.25 <u>, 45 <foreign>, 35 <foreign>, 2.5 <foreign>], pairs: {45 <foreign>: 2, 10 <u>: 1}, bar: 20 <u>, bars: {with-dumbbells: 2}"
            }
            8 => {
                "plates: [20, 10, 5, 1], bar: 20, bars: {bench: {weight: 15, sleeves: 2}, hip-thrust: {weight: 10, sleeves: 1}}"
            }
            9 => {
                "plates: [5, 2.5, 1], pairs: {5: 4, 2.5: 3}, bar: 12, bars: {with-dumbbells: {weight: 2.5, sleeves: 4}, squat: {weight: 9}}"
            }
            _ => "plates: [10 <other>|5 <u>, 2.5, 20], bar: 10",
        };
        let ladder = self.ladder();
        let gear = ["dumbbells", "kettlebells", "machines", "belt"].map(|key| {
            let ladder = self.ladder();
            self.optional(2, &format!(", {key}: {ladder}"))
        });
        let one = self.of(&["squat", "bench", "with-dumbbells", "pull-up", "leg-press", "hip-thrust"]);
        let ladders = self.optional(3, &format!(", ladders: {{{one}: {ladder}}}"));
        // A missing key has the value of a common gym, which differs between kilograms and pounds.
        let step = if plates.contains("step") { "" } else { self.of(&[", step: 2.5", ", step: 2"]) };
        format!("equipment: {{{plates}{}{ladders}{step}}}\n", gear.concat())
    }

    fn ladder(&mut self) -> &'static str {
        self.of(&[
            "{step: 2.5}",
            "{step: 5}",
            "{step: 2, from: 4, to: 50}",
            "[5, 12.5, 30, 60, 80]",
            "{step: 7, from: 3}",
            "[1.25, 2.5, 5, 10, 20]",
            "[8, 16, 24, 32, 48]",
            "[40 <u>, 60, 100, 140]",
        ])
    }
}
