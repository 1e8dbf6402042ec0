//! A plan that was exported before the training, and filled in.

use liftpress::plan::expand;
use liftpress::render::plan_csv;
use liftpress::source::Content;

use super::{BOOKLET, PHONE};
use crate::browser::Browser;
use crate::site::{gallery, repository};

/// Returns the booklet's plan as `liftpress export --format csv` writes it.
fn exported() -> String {
    let content = Content::read(&repository().join("content"));
    let lifter = content.lifters.iter().find(|lifter| lifter.slug.as_str() == "sule-oernekoglu").unwrap();
    let program = content.programs.iter().find(|program| program.slug.as_str() == "top-single").unwrap();
    plan_csv(&expand(program, lifter, lifter.programs.first(), content.basis()).plan.unwrap())
}

#[test]
fn a_plan_as_csv_comes_back_with_what_was_filled_in() {
    let Some(mut browser) = Browser::start() else { return };
    let mut page = browser.open(&gallery().path(BOOKLET), PHONE);
    page.click("Train this day");
    page.eval("document.querySelector('.gym details').open = true");
    let csv = exported();
    assert_eq!(page.import(&csv), "0 sets imported");
    let filled = csv.replacen(",kg,,,,,", ",kg,1,8.5,,,", 1).replacen(",kg,,,,,", ",kg,,,,\"x, \"\"y\"\"\",", 1);
    assert_eq!(page.import(&filled), "2 sets imported");
    assert_eq!(page.sets().iter().filter(|set| set.starts_with('✓')).count(), 2);
    // Every row is a set of the page, including those of decisions.
    let all = csv.replace(",kg,,,,,", ",kg,,,,x,");
    assert_eq!(page.import(&all), format!("{} sets imported", csv.lines().count() - 1));
    page.is_fine();
}
