//! Runs rules over models: select, judge, find the places, sort.
//!
//! Pure: models and rules in, findings and problems out. The order of what comes out is total and does not depend on the
//! number of threads.

mod change;
mod edits;
mod findings;

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, OnceLock};

use crate::eval::{self, Context};
use crate::finding::{Finding, Ran, Report, Verdict};
use crate::model::{EntityId, EntityKind, Model, Need, Problem, ProblemKind};
use crate::rule::{
    Assert, Each, Judge, Reads, Rule, RuleSet, Selector, Settings, Wanted, World, glob,
};
use crate::value::{Kind, Reason, Unknown, Value};

/// Rules and settings, prepared for any number of models.
#[derive(Debug)]
pub struct Engine<'a> {
    set: &'a RuleSet,
    settings: Settings,
    /// The rules that run.
    rules: Vec<&'a Rule>,
    wanted: Wanted,
    /// What all of them read, once that was asked for.
    reads: OnceLock<Reads>,
}

impl<'a> Engine<'a> {
    /// Selects the rules that run.
    pub fn new(set: &'a RuleSet, settings: Settings) -> Self {
        let runs = |rule: &&Rule| runs(set, rule, &settings);
        let rules: Vec<_> = set.rules().iter().filter(runs).collect();
        let wanted = set.wanted(&rules);
        Self {
            set,
            settings,
            rules,
            wanted,
            reads: OnceLock::new(),
        }
    }

    /// What rules need of the entities of a kind and type; the rest need not be evaluated.
    pub fn wants(&self, kind: EntityKind, type_name: &str) -> Need {
        self.wanted.need(kind, type_name)
    }

    /// The arguments and blocks of a type that rules read; `None`: any.
    pub fn reads(&self, kind: EntityKind, type_name: &str) -> Option<&BTreeSet<Arc<str>>> {
        self.all_reads().of_entities(kind, type_name)
    }

    /// What all rules read.
    pub(crate) fn all_reads(&self) -> &Reads {
        self.reads.get_or_init(|| self.set.reads(&self.rules))
    }

    /// What rules read of source that declares these types of resources and data sources. The others are as good as
    /// absent there, and following what they read takes time.
    pub(crate) fn reads_of(&self, declared: &BTreeSet<(EntityKind, &str)>) -> Reads {
        let is_there = |selector: &Selector| match selector.kind {
            kind @ (EntityKind::Resource | EntityKind::Data) => {
                let pattern = &*selector.pattern;
                let matches =
                    |&(of, name): &(EntityKind, &str)| of == kind && glob::matches(pattern, name);
                declared.contains(&(kind, pattern))
                    || (pattern.contains(['*', '?']) && declared.iter().any(matches))
            }
            _ => true,
        };
        // Source changes nothing, so a rule about what changes judges nothing there either.
        let judges = |rule: &&&Rule| {
            !rule.about_change && (rule.selectors.is_empty() || rule.selectors.iter().any(is_there))
        };
        let rules: Vec<_> = self.rules.iter().filter(judges).copied().collect();
        self.set.reads(&rules)
    }

    /// The rules that run, by id.
    pub fn rules(&self) -> Vec<Ran> {
        self.rules.iter().map(|rule| self.ran(rule)).collect()
    }

    fn ran(&self, rule: &Rule) -> Ran {
        let severities = &self.settings.severities;
        let mut fixes: Vec<Arc<str>> = Vec::new();
        let asserts = rule.asserts.iter().flat_map(|assert| &assert.fixes);
        for fix in asserts.chain(&rule.fixes) {
            if !fixes.contains(&fix.title) {
                fixes.push(fix.title.clone());
            }
        }
        Ran {
            info: rule.info.clone(),
            severity: severities.get(rule.id()).copied().unwrap_or(rule.severity),
            kind: rule.kind,
            fixes,
        }
    }

    /// Judges a model. A panic, which would be a bug, becomes a problem that names the model.
    pub fn run(&self, model: &Model) -> (Report, Vec<Problem>) {
        match catch_unwind(AssertUnwindSafe(|| self.judge_with_before(model))) {
            Ok(mut report) => {
                sort(&mut report.findings);
                sort(&mut report.undetermined);
                sort(&mut report.fixed);
                (report, Vec::new())
            }
            Err(_) => (Report::default(), vec![bug(model)]),
        }
    }

    /// Judges a model; that of a plan also as it was before, to tell what the plan has to do with the findings.
    fn judge_with_before(&self, model: &Model) -> Report {
        let mut report = self.judge(model, &mut |_, _| {});
        if let Some(before) = model.before() {
            let mut applied = change::Applied::default();
            let was = self.judge(&before, &mut |rule, subject| {
                applied.note(rule, subject.map(|id| &before.entity(id).address));
            });
            change::compare(&mut report, was, &applied, model.changes());
        }
        report
    }

    /// Judges a model; `applies` is told which rules apply to what.
    fn judge(&self, model: &Model, applies: &mut dyn FnMut(&Rule, Option<EntityId>)) -> Report {
        let world = World::new(model);
        let mut report = Report::default();
        for &rule in &self.rules {
            let subjects: Vec<_> = if rule.about_change {
                change::subjects(&world, rule).map(Some).collect()
            } else if rule.selectors.is_empty() {
                vec![None]
            } else {
                subjects(&world, &rule.selectors)
                    .into_iter()
                    .map(Some)
                    .collect()
            };
            for subject in subjects {
                let judge = Judge::new(self.set, rule, &self.settings, &world, subject);
                if judge_one(&judge, &mut report) {
                    applies(rule, subject);
                }
            }
        }
        report
    }
}

/// Puts the outcomes of several models together; the order of the outcomes does not matter.
pub fn merge(reports: impl IntoIterator<Item = Report>) -> Report {
    let mut all = Report::default();
    for report in reports {
        all.findings.extend(report.findings);
        all.undetermined.extend(report.undetermined);
        all.passed += report.passed;
        all.fixed.extend(report.fixed);
    }
    sort(&mut all.fixed);
    sort(&mut all.findings);
    sort(&mut all.undetermined);
    all
}

fn bug(model: &Model) -> Problem {
    Problem {
        kind: ProblemKind::Internal,
        fatal: true,
        span: None,
        path: Some(model.name.clone()),
        message: "judging stopped because of a bug in cldlint".to_owned(),
        help: Some("please report it with the configuration that shows it".to_owned()),
    }
}

/// By place, then rule, address and path: a total order of what differs.
fn sort(findings: &mut Vec<Finding>) {
    let key = |finding: &Finding| {
        let place = finding.span.map(|span| (span.file(), span.range()));
        (
            finding.input.clone(),
            place,
            finding.rule.id.clone(),
            finding.address.clone(),
            finding.path.clone(),
            finding.message.clone(),
        )
    };
    findings.sort_by_cached_key(|finding| {
        let (input, place, rule, address, path, message) = key(finding);
        (place.is_none(), place, rule, address, path, message, input)
    });
    // Two assertions of a rule can say the same of one place.
    findings.dedup_by(|a, b| {
        key(a) == key(b)
            && a.verdict == b.verdict
            && a.pointer == b.pointer
            && a.rule.id == b.rule.id
    });
}

/// Whether the settings let a rule run.
fn runs(set: &RuleSet, rule: &Rule, settings: &Settings) -> bool {
    let id = rule.id();
    !settings.disabled.contains(id)
        && settings.only.as_ref().is_none_or(|only| only.contains(id))
        && (!rule.for_providers || settings.roles.contains(&crate::standard::Role::Provider))
        && set.has_what_it_requires(rule, settings)
}

/// What the rule judges, in the model's order.
fn subjects(world: &World<'_>, selectors: &[Selector]) -> BTreeSet<EntityId> {
    let mut subjects = BTreeSet::new();
    for Selector { kind, pattern } in selectors {
        match kind {
            EntityKind::Variable | EntityKind::Output => {
                let named = |id: &EntityId| glob::matches(pattern, &world.model.entity(*id).name);
                let all = world.matching(*kind, "*");
                subjects.extend(all.iter().copied().filter(named));
            }
            kind => subjects.extend(world.matching(*kind, pattern).iter().copied()),
        }
    }
    subjects
}

/// What a condition came to.
enum Truth {
    Known(bool),
    Unknown(Arc<Unknown>),
}

/// A condition must be a bool or what converts to one.
fn truth(value: &Value) -> Truth {
    match (&value.kind, value.to_bool()) {
        (Kind::Unknown(unknown), _) => Truth::Unknown(unknown.clone()),
        (_, Some(known)) => Truth::Known(known),
        (_, None) => {
            let reason =
                Reason::Error("the condition of the rule is neither true nor false".into());
            Truth::Unknown(Arc::new(Unknown::because(reason)))
        }
    }
}

/// The keys and values of what an assertion is judged for, each with its place.
fn entries(collection: &Value, context: &Context) -> Result<Vec<Each>, Arc<Unknown>> {
    match &collection.kind {
        Kind::Null => Ok(Vec::new()),
        Kind::Unknown(unknown) => match unknown.content.as_deref() {
            // How many there are is not known, but some are.
            Some(content) if content.as_unknown().is_none() => {
                let content = content.clone().marked(collection.marks);
                entries(&content.at(collection.origin), context)
            }
            _ => Err(unknown.clone()),
        },
        Kind::Mapping(..) => Ok(eval::entries(collection, context)
            .into_iter()
            .map(|(key, value)| (key.into(), value))
            .collect()),
        Kind::Sequence(..) => Ok((0..)
            .map(Value::from)
            .zip(eval::elements(collection, context))
            .collect()),
        Kind::Bool(_) | Kind::Number(_) | Kind::String(_) => {
            Ok(vec![(Value::null(), collection.clone())])
        }
    }
}

/// Judges one entity by one rule; whether the rule applies to it.
fn judge_one(judge: &Judge<'_>, report: &mut Report) -> bool {
    let mut doubts = Vec::new();
    match judge.when().as_ref().map(truth) {
        Some(Truth::Known(false)) => return false,
        Some(Truth::Unknown(unknown)) => doubts.extend(unknown.reasons.iter().cloned()),
        Some(Truth::Known(true)) | None => {}
    }
    let (mut judged, mut passed) = (false, true);
    for assert in &judge.rule.asserts {
        let elements = match assert.for_each {
            None => vec![None],
            Some(code) => {
                let collection = judge.evaluate(code, None);
                match entries(&collection, &judge.context) {
                    Ok(entries) => entries.into_iter().map(Some).collect(),
                    Err(unknown) => {
                        let mut reasons = joined(&doubts, &unknown.reasons);
                        let each = (Value::null(), collection);
                        match assert
                            .when
                            .map(|when| truth(&judge.evaluate(when, Some(&each))))
                        {
                            Some(Truth::Known(false)) => continue,
                            Some(Truth::Unknown(unknown)) => {
                                reasons = joined(&reasons, &unknown.reasons);
                            }
                            Some(Truth::Known(true)) | None => {}
                        }
                        let finding = findings::undetermined(judge, assert, Some(&each), reasons);
                        report.undetermined.push(finding);
                        (judged, passed) = (true, false);
                        continue;
                    }
                }
            }
        };
        judged |= elements.is_empty();
        for each in &elements {
            match judge_assert(judge, assert, each.as_ref(), &doubts) {
                Check::NotApplicable => {}
                Check::Holds => judged = true,
                Check::Found(finding) => {
                    (judged, passed) = (true, false);
                    match finding.verdict {
                        Verdict::Undetermined => report.undetermined.push(*finding),
                        Verdict::Fail | Verdict::Pass => report.findings.push(*finding),
                    }
                }
            }
        }
    }
    if judged && passed {
        report.passed += 1;
    }
    judged
}

fn joined(a: &[Reason], b: &[Reason]) -> Vec<Reason> {
    let all: BTreeSet<_> = a.iter().chain(b).cloned().collect();
    all.into_iter().collect()
}

/// What an assertion came to.
enum Check {
    NotApplicable,
    Holds,
    Found(Box<Finding>),
}

/// Judges by one assertion.
fn judge_assert(
    judge: &Judge<'_>,
    assert: &Assert,
    each: Option<&Each>,
    doubts: &[Reason],
) -> Check {
    let mut reasons = doubts.to_vec();
    if let Some(when) = assert.when {
        match truth(&judge.evaluate(when, each)) {
            Truth::Known(false) => return Check::NotApplicable,
            Truth::Known(true) => {}
            Truth::Unknown(unknown) => reasons = joined(&reasons, &unknown.reasons),
        }
    }
    match truth(&judge.evaluate(assert.condition, each)) {
        Truth::Known(true) => return Check::Holds,
        Truth::Known(false) => {}
        Truth::Unknown(unknown) => {
            reasons = joined(&reasons, &unknown.reasons);
            let finding = findings::undetermined(judge, assert, each, reasons);
            return Check::Found(Box::new(finding));
        }
    }
    // It fails, if the rule applies and if what is judged exists at all.
    if let Some(id) = judge.subject
        && judge.world.model.entity(id).instances_unknown
    {
        reasons = joined(&reasons, &judge.world.doubt(id).reasons);
    }
    Check::Found(Box::new(if reasons.is_empty() {
        findings::failure(judge, assert, each)
    } else {
        findings::undetermined(judge, assert, each, reasons)
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{EditSite, Entity, Locate, Located};
    use crate::value::{Map, Path};

    /// Stands for a bug.
    #[derive(Debug)]
    struct Broken;

    impl Locate for Broken {
        fn locate(&self, _: &Entity, _: &Path) -> Located {
            panic!("a bug")
        }

        fn edit_site(&self, _: &Entity, _: &Path) -> Option<EditSite> {
            None
        }
    }

    #[test]
    fn a_panic_is_a_problem_that_names_the_model() {
        let entity = Entity {
            kind: EntityKind::Resource,
            type_name: "aws_ebs_volume".into(),
            name: "v".into(),
            address: "aws_ebs_volume.v".into(),
            module: "".into(),
            block_address: "aws_ebs_volume.v".into(),
            values: Value::object(Map::from([("encrypted".into(), false.into())])),
            instances_unknown: false,
            provider: None,
        };
        let model = Model::new("live/eu", vec![entity], Box::new(Broken));
        let engine = Engine::new(RuleSet::builtin(), Settings::default());
        let (report, problems) = engine.run(&model);
        assert!(report.findings.is_empty());
        assert_eq!(problems[0].path.as_deref(), Some("live/eu"));
        assert!(problems[0].fatal);
    }
}
