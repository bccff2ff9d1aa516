//! The entries of objects and maps.

use std::cmp::Ordering;
use std::fmt;
use std::ops::Index;
use std::sync::Arc;
use std::{mem, slice, vec};

use super::Value;

/// The entries of an object or map, in the order Terraform iterates: by key.
///
/// They are kept as one sorted vector, since most are few, made at once, and then only read. To make many, collect
/// them: to insert them one by one, in no order, takes time that grows with the square of how many there are.
#[derive(Clone)]
pub struct Map<V = Value>(Vec<Entry<V>>);

type Entry<V = Value> = (Arc<str>, V);

/// Up to how many entries a look at each is faster than a binary search, since keys mostly differ in their lengths.
const FEW: usize = 16;

impl<V> Map<V> {
    /// No entries.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The same keys with other values.
    #[must_use]
    pub fn mapped<W>(&self, mut value: impl FnMut(&Arc<str>, &V) -> W) -> Map<W> {
        let entries = self.0.iter();
        let entries = entries.map(|(key, held)| (Arc::clone(key), value(key, held)));
        Map(entries.collect())
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&V> {
        let place = self.find(key)?;
        self.0.get(place).map(|(_, value)| value)
    }

    /// The value of a key, to be changed.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut V> {
        let place = self.find(key)?;
        self.0.get_mut(place).map(|(_, value)| value)
    }

    /// Whether there is an entry with the key.
    pub fn contains_key(&self, key: &str) -> bool {
        self.find(key).is_some()
    }

    /// Sets the value of a key, and gives the one that it had.
    pub fn insert(&mut self, key: Arc<str>, value: V) -> Option<V> {
        if self.0.last().is_none_or(|(last, _)| *last < key) {
            self.0.push((key, value));
            return None;
        }
        match self.search(&key) {
            Ok(place) => Some(mem::replace(&mut self.0[place].1, value)),
            Err(place) => {
                self.0.insert(place, (key, value));
                None
            }
        }
    }

    /// Takes out the entry of a key, and gives its value.
    pub fn remove(&mut self, key: &str) -> Option<V> {
        let place = self.find(key)?;
        Some(self.0.remove(place).1)
    }

    /// Keeps the entries of which that holds.
    pub fn retain(&mut self, mut keeps: impl FnMut(&Arc<str>, &mut V) -> bool) {
        self.0.retain_mut(|(key, value)| keeps(key, value));
    }

    /// The entries.
    pub fn iter(&self) -> Iter<'_, V> {
        Iter(self.0.iter())
    }

    /// The entries, of which the values can be changed.
    pub fn iter_mut(&mut self) -> impl DoubleEndedIterator<Item = (&Arc<str>, &mut V)> {
        self.0.iter_mut().map(|(key, value)| (&*key, value))
    }

    /// The keys.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &Arc<str>> + ExactSizeIterator + Clone {
        self.0.iter().map(|(key, _)| key)
    }

    /// The values, in the order of their keys.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> + ExactSizeIterator + Clone {
        self.0.iter().map(|(_, value)| value)
    }

    /// The values, in the order of their keys, to be changed.
    pub fn values_mut(&mut self) -> impl DoubleEndedIterator<Item = &mut V> {
        self.0.iter_mut().map(|(_, value)| value)
    }

    /// The keys alone.
    pub fn into_keys(self) -> impl DoubleEndedIterator<Item = Arc<str>> + ExactSizeIterator {
        self.0.into_iter().map(|(key, _)| key)
    }

    /// The values alone, in the order of their keys.
    pub fn into_values(self) -> impl DoubleEndedIterator<Item = V> + ExactSizeIterator {
        self.0.into_iter().map(|(_, value)| value)
    }

    /// Where the entry of a key is.
    fn find(&self, key: &str) -> Option<usize> {
        if self.0.len() <= FEW {
            return self.0.iter().position(|(held, _)| **held == *key);
        }
        self.search(key).ok()
    }

    /// Where the entry of a key is, or else belongs.
    fn search(&self, key: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|(held, _)| (**held).cmp(key))
    }

    /// Brings entries into order. Of those with one key, the last stays.
    fn settle(&mut self) {
        let order = |a: &Entry<V>, b: &Entry<V>| a.0.cmp(&b.0);
        if self.0.is_sorted_by(|a, b| order(a, b) == Ordering::Less) {
            return;
        }
        self.0.sort_by(order);
        self.0.dedup_by(|later, earlier| {
            let same = later.0 == earlier.0;
            if same {
                mem::swap(later, earlier);
            }
            same
        });
    }
}

impl<V> Index<&str> for Map<V> {
    type Output = V;

    fn index(&self, key: &str) -> &V {
        let Some(value) = self.get(key) else {
            panic!("there is no entry with the key {key:?}");
        };
        value
    }
}

impl<V> Default for Map<V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<V: fmt::Debug> fmt::Debug for Map<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self).finish()
    }
}

impl<V> FromIterator<Entry<V>> for Map<V> {
    fn from_iter<I: IntoIterator<Item = Entry<V>>>(entries: I) -> Self {
        let mut map = Self(entries.into_iter().collect());
        map.settle();
        map
    }
}

impl<V, const N: usize> From<[Entry<V>; N]> for Map<V> {
    fn from(entries: [Entry<V>; N]) -> Self {
        entries.into_iter().collect()
    }
}

impl<V> Extend<Entry<V>> for Map<V> {
    fn extend<I: IntoIterator<Item = Entry<V>>>(&mut self, entries: I) {
        self.0.extend(entries);
        self.settle();
    }
}

impl<V> IntoIterator for Map<V> {
    type Item = Entry<V>;
    type IntoIter = vec::IntoIter<Entry<V>>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a, V> IntoIterator for &'a Map<V> {
    type Item = (&'a Arc<str>, &'a V);
    type IntoIter = Iter<'a, V>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// The entries of a [`Map`], by key.
#[derive(Debug)]
pub struct Iter<'a, V = Value>(slice::Iter<'a, Entry<V>>);

impl<'a, V> Iterator for Iter<'a, V> {
    type Item = (&'a Arc<str>, &'a V);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|(key, value)| (key, value))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl<V> DoubleEndedIterator for Iter<'_, V> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.0.next_back().map(|(key, value)| (key, value))
    }
}

impl<V> ExactSizeIterator for Iter<'_, V> {}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    /// What is done to a map.
    #[derive(Clone, Debug)]
    enum Operation {
        Insert(String, i64),
        Remove(String),
        Change(String, i64),
        ChangeAll(i64),
        Retain(String),
        Extend(Vec<(String, i64)>),
        Collect(Vec<(String, i64)>),
    }

    fn operation() -> impl Strategy<Value = Operation> {
        let key = || "[a-c]{0,3}";
        let entries = || prop::collection::vec((key(), any::<i64>()), 0..30);
        prop_oneof![
            (key(), any::<i64>()).prop_map(|(key, value)| Operation::Insert(key, value)),
            key().prop_map(Operation::Remove),
            (key(), any::<i64>()).prop_map(|(key, value)| Operation::Change(key, value)),
            any::<i64>().prop_map(Operation::ChangeAll),
            key().prop_map(Operation::Retain),
            entries().prop_map(Operation::Extend),
            entries().prop_map(Operation::Collect),
        ]
    }

    fn entries(list: &[(String, i64)]) -> impl Iterator<Item = Entry> {
        list.iter()
            .map(|(key, value)| (key.as_str().into(), Value::from(*value)))
    }

    fn number(value: &Value) -> i64 {
        value.to_number().and_then(|it| it.as_i64()).unwrap()
    }

    /// Does the same to both, and compares what that gives.
    fn run(operation: Operation, map: &mut Map, twin: &mut BTreeMap<Arc<str>, Value>) {
        let same = |a: Option<Value>, b: Option<Value>| {
            assert_eq!(a.as_ref().map(number), b.as_ref().map(number));
        };
        match operation {
            Operation::Insert(key, value) => {
                let key: Arc<str> = key.into();
                same(
                    map.insert(Arc::clone(&key), value.into()),
                    twin.insert(key, value.into()),
                );
            }
            Operation::Remove(key) => same(map.remove(&key), twin.remove(&*key)),
            Operation::Change(key, value) => {
                let (held, twin) = (map.get_mut(&key), twin.get_mut(&*key));
                assert_eq!(held.is_some(), twin.is_some());
                held.into_iter()
                    .chain(twin)
                    .for_each(|it| *it = value.into());
            }
            Operation::ChangeAll(value) => {
                let change = |it: &mut Value| *it = number(it).wrapping_add(value).into();
                map.values_mut().for_each(change);
                twin.values_mut().for_each(change);
            }
            Operation::Retain(least) => {
                map.retain(|key, _| **key >= *least);
                twin.retain(|key, _| **key >= *least);
            }
            Operation::Extend(list) => {
                map.extend(entries(&list));
                twin.extend(entries(&list));
            }
            Operation::Collect(list) => {
                *map = entries(&list).collect();
                *twin = entries(&list).collect();
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn is_like_a_tree(operations in prop::collection::vec(operation(), 0..40)) {
            let (mut map, mut twin) = (Map::new(), BTreeMap::new());
            for operation in operations {
                run(operation, &mut map, &mut twin);
                prop_assert_eq!(map.len(), twin.len());
                prop_assert_eq!(map.is_empty(), twin.is_empty());
                prop_assert!(map.keys().eq(twin.keys()));
                prop_assert!(map.values().map(number).eq(twin.values().map(number)));
                prop_assert!(map.iter().rev().map(|(key, _)| key).eq(twin.keys().rev()));
                for key in ["", "a", "b", "ba", "cc", "ccc", "d"] {
                    prop_assert_eq!(map.contains_key(key), twin.contains_key(key));
                    prop_assert_eq!(map.get(key).map(number), twin.get(key).map(number));
                }
            }
        }
    }
}
