//! Shrinks failures outside a test runner, where another program must be asked about many cases at once.

use proptest::strategy::ValueTree;

/// Shrinks a difference in at most `steps` steps. Returns the smallest case, and its difference.
pub(crate) fn smallest<T: ValueTree>(
    mut tree: T,
    steps: usize,
    mut difference: impl FnMut(&T::Value) -> Option<String>,
) -> (T::Value, String) {
    let mut smallest = (tree.current(), difference(&tree.current()).unwrap_or_default());
    let mut goes_on = tree.simplify();
    for _ in 0..steps {
        if !goes_on {
            break;
        }
        let value = tree.current();
        goes_on = match difference(&value) {
            Some(difference) => {
                smallest = (value, difference);
                tree.simplify()
            }
            None => tree.complicate(),
        };
    }
    smallest
}
