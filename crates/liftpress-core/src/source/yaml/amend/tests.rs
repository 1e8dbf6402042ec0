use super::*;

fn path(steps: &[&str]) -> Path {
    let segment = |step: &&str| match step.parse() {
        Ok(index) => Segment::Index(index),
        Err(_) => Segment::Key((*step).into()),
    };
    steps.iter().map(segment).collect()
}

fn record() -> NewMap {
    NewMap(vec![("1rm".into(), "190".into()), ("date".into(), "2026-12-21".into())])
}

const NEW: &str = "{1rm: 190, date: 2026-12-21}";

#[test]
fn makes_a_list_of_a_value_and_a_second_one() {
    for (before, after) in [
        ("a: 1\nb: 2\n", "a: [{1rm: 1}, NEW]\nb: 2\n"),
        ("a: 1", "a: [{1rm: 1}, NEW]"),
        ("{a: 1, b: 2}", "{a: [{1rm: 1}, NEW], b: 2}"),
        ("a: {1rm: 1}  \n", "a: [{1rm: 1}, NEW]  \n"),
        ("a: bw + 20 kg\n", "a: [{1rm: bw + 20 kg}, NEW]\n"),
        ("a: '1'\r\nb: 2\r\n", "a: [{1rm: '1'}, NEW]\r\nb: 2\r\n"),
        ("a: 1  # tested\nb: 2\n", "a:\n  - 1  # tested\n  - NEW\nb: 2\n"),
        ("a: {1rm: 1} # é\r\nb: 2\r\n", "a:\r\n  - {1rm: 1} # é\r\n  - NEW\r\nb: 2\r\n"),
        ("a:   1\nb:\n  - 2\n", "a:\n  - 1\n  - NEW\nb:\n  - 2\n"),
        (
            "a:\n  # before\n  weight: 1\n\n  # between\n  reps: 2  # after two\n# after\nb: 1\n",
            "a:\n  # before\n  - weight: 1\n\n    # between\n    reps: 2  # after two\n  - 1rm: 190\n    date: 2026-12-21\n# after\nb: 1\n",
        ),
    ] {
        let change = Change::Second { at: path(&["a"]), key: "1rm", second: record() };
        assert_eq!(amended(before, &change).as_deref(), Some(&*after.replace("NEW", NEW)), "{before}");
    }
}

#[test]
fn adds_an_item_to_a_list() {
    for (before, after) in [
        ("a: [1]\nb: 2\n", "a: [1, NEW]\nb: 2\n"),
        ("a: []\n", "a: [NEW]\n"),
        ("a: [\n  1, # one\n  2, # two\n]\n", "a: [\n  1, # one\n  2, NEW, # two\n]\n"),
        ("a:\n- 1\n- {x: 2}  # two\n# after\nb: 2", "a:\n- 1\n- {x: 2}  # two\n- NEW\n# after\nb: 2"),
        ("a:\n  - 1", "a:\n  - 1\n  - NEW"),
        (
            "a:\n  - x: 1\n    y:\n      - 2\n\nb: 2\n",
            "a:\n  - x: 1\n    y:\n      - 2\n  - 1rm: 190\n    date: 2026-12-21\n\nb: 2\n",
        ),
    ] {
        let change = Change::Push { list: path(&["a"]), item: record() };
        assert_eq!(amended(before, &change).as_deref(), Some(&*after.replace("NEW", NEW)), "{before}");
    }
}

#[test]
fn adds_a_key_to_a_map() {
    for (steps, before, after) in [
        (&["m"][..], "m:\n  a: 1  # one\n\nz: 1\n", "m:\n  a: 1  # one\n  n: NEW\n\nz: 1\n"),
        (&["m"], "m: {a: 1}\n", "m: {a: 1, n: NEW}\n"),
        (&["m"], "m: {}\n", "m: {n: NEW}\n"),
        (&["m"], "m:\n  a:\n    - 1\n    - 2 # two\nz: 1\n", "m:\n  a:\n    - 1\n    - 2 # two\n  n: NEW\nz: 1\n"),
        (&[], "a: 1\n# end\n", "a: 1\nn:\n  1rm: 190\n  date: 2026-12-21\n# end\n"),
        (&[], "{a: 1}\n", "{a: 1, n: NEW}\n"),
        (&[], "a: 1\nb:\n", "a: 1\nb:\nn:\n  1rm: 190\n  date: 2026-12-21\n"),
    ] {
        let change = Change::Insert { map: path(steps), key: "n".into(), value: record() };
        assert_eq!(amended(before, &change).as_deref(), Some(&*after.replace("NEW", NEW)), "{before}");
    }
}

#[test]
fn replaces_a_value() {
    for (before, after) in [
        ("a: [1, {x: 2}] # two\n", "a: [1, NEW] # two\n"),
        ("a:\n  - 1\n  - x: 2\n    y: 3  # after two\nb: 2\n", "a:\n  - 1\n  - NEW  # after two\nb: 2\n"),
    ] {
        let change = Change::Replace { at: path(&["a", "1"]), value: record() };
        assert_eq!(amended(before, &change).as_deref(), Some(&*after.replace("NEW", NEW)), "{before}");
    }
    for (before, after) in [
        ("a: ~ # none\n", "a: NEW # none\n"),
        ("a:\nb: 1\n", "a: NEW\nb: 1\n"),
        ("b: 1\na: # none\n", "b: 1\na: NEW # none\n"),
    ] {
        let change = Change::Replace { at: path(&["a"]), value: record() };
        assert_eq!(amended(before, &change).as_deref(), Some(&*after.replace("NEW", NEW)), "{before}");
    }
}

/// An anchor would repeat another value, a comment would be lost, or a key would be duplicated.
#[test]
fn refuses_a_change_that_would_affect_more_of_the_text() {
    let second = Change::Second { at: path(&["a"]), key: "1rm", second: record() };
    assert_eq!(amended("a: &x {1rm: 1}\nb: *x\n", &second), None);
    assert_eq!(amended("a: 1\na: 2\n", &second), None);
    assert_eq!(amended("a: [1\n", &second), None);
    let replace = Change::Replace { at: path(&["a", "0"]), value: record() };
    assert_eq!(amended("a:\n  - x: 1 # one\n    y: 2\n", &replace), None);
    let insert = Change::Insert { map: path(&[]), key: "a".into(), value: record() };
    assert_eq!(amended("a: 1\n", &insert), None);
}

#[test]
fn writes_values_on_one_line() {
    let text = "{program: 531, days: [Mon, 'a, b'], options: {x: ~, y: true, z: 1.5, '1e3': it's}}";
    let value = value_of(text).unwrap();
    let flow = flow(&value).unwrap();
    assert_eq!((value_of(&flow), flow.as_str()), (Some(value), text));
    assert_eq!(super::flow(&value_of("|-\n two\n lines").expect("YAML")), None);
}
