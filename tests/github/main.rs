//! `cldlint github` against a server on this machine that behaves as GitHub does.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

#[cfg(target_os = "linux")]
mod action;
mod limits;
mod pull;
mod stub;

use serde_json::{Value, json};

use pull::{Pull, added, finding, fix, head, place, report, source};
use stub::{Call, Fault};

fn paths(calls: &[Call]) -> Vec<String> {
    let short = |call: &Call| {
        let path = call.path.trim_start_matches("/api/v3/repos/o/r/");
        format!("{} {path}", call.method)
    };
    calls.iter().map(short).collect()
}

fn body(value: &Value) -> &str {
    value["body"].as_str().unwrap()
}

#[test]
fn new_findings_are_said_once() {
    let mut pull = Pull::new("once");
    let report = report(&[finding("r", "a.b", 3), finding("s", "a.c", 5)]);
    let told = pull.say(&report, &[]);
    assert_eq!(told.status, 0, "{}", told.log);
    let expected = ["POST pulls/7/reviews", "POST issues/7/comments"];
    assert_eq!(paths(&pull.stub.writes()), expected, "{}", told.log);
    assert!(told.outputs.contains("findings=2\n") && told.outputs.contains("conclusion=fail\n"));
    assert!(
        told.outputs
            .contains("comment-url=https://github.test/o/r/pull/7#issuecomment-")
    );
    assert!(told.summary.contains("ISO/IEC 27017"));
    assert!(
        !told.log.contains("::error"),
        "annotations would say it twice"
    );

    let told = pull.say(&report, &[]);
    assert_eq!(paths(&pull.stub.writes()), [""; 0], "{}", told.log);
    let state = pull.stub.state();
    assert_eq!(state.remarks.len(), 2);
    let summary = body(&state.comments[0]);
    assert!(
        summary.contains("❌ 2 new problems in this change (2 high)"),
        "{summary}"
    );
    assert!(summary.contains(&format!(
        "https://github.test/o/r/blob/{}/main.tf#L3",
        head("a")
    )));
}

#[test]
fn a_finding_is_followed_through_shifts_fixes_and_relapses() {
    let mut pull = Pull::new("life");
    pull.say(&report(&[finding("r", "a.b", 3)]), &[]);
    pull.stub.writes();

    // Shifted by two lines: it is spoken of already.
    let shifted = format!("new 1\nnew 2\n{}", source(20));
    pull.push("b", &shifted);
    pull.say(&report(&[finding("r", "a.b", 5)]), &[]);
    assert!(paths(&pull.stub.writes())[0].starts_with("PATCH issues/comments/"));

    // Fixed: the comment says so.
    pull.push("c", &shifted);
    pull.say(&report(&[]), &[]);
    let writes = paths(&pull.stub.writes());
    assert!(writes[0].starts_with("PATCH pulls/comments/"), "{writes:?}");
    assert!(body(&pull.stub.state().remarks[0]).contains("✅ fixed in ccccccc"));
    assert_eq!(pull.stub.state().minimized[0].1, "RESOLVED");
    pull.say(&report(&[]), &[]);
    assert_eq!(paths(&pull.stub.writes()), [""; 0]);

    // Broken again: said anew.
    pull.push("d", &shifted);
    pull.say(&report(&[finding("r", "a.b", 5)]), &[]);
    assert_eq!(paths(&pull.stub.writes())[0], "POST pulls/7/reviews");
    assert_eq!(pull.stub.state().remarks.len(), 2);
}

#[test]
fn what_lost_its_line_is_said_at_the_new_one() {
    let mut pull = Pull::new("outdated");
    pull.say(&report(&[finding("r", "a.b", 3)]), &[]);
    pull.stub.writes();
    pull.push("b", "quite\nanother\ntext\n");
    pull.say(&report(&[finding("r", "a.b", 2)]), &[]);
    let writes = paths(&pull.stub.writes());
    assert_eq!(writes[0], "POST pulls/7/reviews");
    assert_eq!(pull.stub.state().minimized[0].1, "OUTDATED");
    pull.say(&report(&[finding("r", "a.b", 2)]), &[]);
    assert_eq!(paths(&pull.stub.writes()), [""; 0]);
}

#[test]
fn a_file_that_is_renamed_is_spoken_of_by_its_new_name() {
    let mut pull = Pull::new("renamed");
    pull.say(&report(&[finding("r", "a.b", 4)]), &[]);
    assert_eq!(pull.stub.state().remarks.len(), 1);
    std::fs::rename(
        pull.directory.join("main.tf"),
        pull.directory.join("renamed-main.tf"),
    )
    .unwrap();
    let patch = "@@ -3,2 +3,2 @@\n line 3\n-old\n+line 4".to_owned();
    pull.stub
        .push(&head("b"), &[("renamed-main.tf", Some(patch))]);
    pull.payload["pull_request"]["head"]["sha"] = head("b").into();
    let mut moved = finding("r", "a.b", 4);
    moved["file"] = "renamed-main.tf".into();
    pull.say(&report(&[moved.clone()]), &[]);
    let spoken: Vec<_> = pull
        .stub
        .state()
        .remarks
        .iter()
        .map(|remark| remark["path"].clone())
        .collect();
    assert_eq!(spoken, ["main.tf", "renamed-main.tf"]);
    // Said once there, too.
    pull.stub.writes();
    pull.say(&report(&[moved]), &[]);
    assert_eq!(paths(&pull.stub.writes()), [""; 0]);
}

#[test]
fn nothing_is_changed_under_the_words_of_people() {
    let mut pull = Pull::new("answered");
    pull.say(&report(&[finding("r", "a.b", 3)]), &[]);
    let first = pull.stub.state().remarks[0].clone();
    let reply = json!({"id": 5000, "node_id": "x", "body": "why?", "user": {"login": "jo"}, "path": "main.tf",
        "line": 3, "in_reply_to_id": first["id"]});
    pull.stub.state().remarks.push(reply);
    pull.stub.writes();
    pull.say(&report(&[]), &[]);
    assert!(paths(&pull.stub.writes())[0].ends_with("/replies"));
    assert_eq!(pull.stub.state().remarks[0], first);
    pull.say(&report(&[]), &[]);
    assert_eq!(paths(&pull.stub.writes()), [""; 0], "once is enough");
}

#[test]
fn what_people_resolved_is_not_said_again() {
    let mut pull = Pull::new("resolved");
    pull.say(&report(&[finding("r", "a.b", 3)]), &[]);
    let id = pull.stub.state().remarks[0]["id"].as_u64().unwrap();
    pull.stub.state().resolved.push(id);
    pull.push("b", "other\ntext\n");
    pull.stub.writes();
    pull.say(&report(&[finding("r", "a.b", 2)]), &[]);
    assert!(!paths(&pull.stub.writes()).contains(&"POST pulls/7/reviews".to_owned()));
}

#[test]
fn runs_of_a_matrix_keep_to_their_own_comments() {
    let mut pull = Pull::new("matrix");
    pull.say(&report(&[finding("r", "a.b", 3)]), &["--comment-id", "eu"]);
    pull.say(&report(&[finding("r", "a.b", 4)]), &["--comment-id", "us"]);
    pull.stub.writes();
    pull.say(&report(&[]), &["--comment-id", "us"]);
    let state = pull.stub.state();
    assert_eq!((state.comments.len(), state.remarks.len()), (2, 2));
    assert!(!body(&state.remarks[0]).contains("fixed"));
    assert!(body(&state.remarks[1]).contains("fixed"));
}

#[test]
fn an_older_run_does_not_undo_what_a_newer_said() {
    let mut pull = Pull::new("older");
    pull.run = 8;
    pull.say(&report(&[finding("r", "a.b", 3)]), &[]);
    pull.stub.writes();
    pull.run = 4;
    let told = pull.say(&report(&[]), &[]);
    assert_eq!(paths(&pull.stub.writes()), [""; 0], "{}", told.log);
}

#[test]
fn a_head_that_moved_is_left_to_its_own_run() {
    let mut pull = Pull::new("moved");
    pull.stub.state().head = head("f");
    let told = pull.say(&report(&[finding("r", "a.b", 3)]), &[]);
    assert!(told.log.contains("newer head"), "{}", told.log);
    assert_eq!(paths(&pull.stub.writes()), [""; 0]);

    pull.stub.state().head = head("a");
    pull.stub.state().moves_to = Some(head("f"));
    pull.say(&report(&[finding("r", "a.b", 3)]), &[]);
    assert_eq!(paths(&pull.stub.writes()), ["POST pulls/7/reviews"]);
}

#[test]
fn a_line_that_is_refused_does_not_silence_the_others() {
    let mut pull = Pull::new("refused");
    pull.stub.state().odd_line = Some(5);
    let findings = [
        finding("r", "a.b", 3),
        finding("s", "a.c", 5),
        finding("t", "a.d", 7),
    ];
    let told = pull.say(&report(&findings), &[]);
    assert_eq!(pull.stub.state().remarks.len(), 2, "{}", told.log);
    assert!(
        told.log.contains("1 comment left to the summary"),
        "{}",
        told.log
    );
    assert!(body(&pull.stub.state().comments[0]).contains("Title of s"));
}

#[test]
fn a_token_that_may_only_read_leaves_annotations() {
    let mut pull = Pull::new("read-only");
    pull.stub.state().read_only = true;
    let told = pull.say(&report(&[finding("r", "a.b", 3)]), &[]);
    assert_eq!(told.status, 0);
    assert!(told.log.contains("pull-requests: write"), "{}", told.log);
    assert!(
        told.log.contains("::error file=main.tf,line=3"),
        "{}",
        told.log
    );
    assert!(told.summary.contains("Title of r"));
}

#[test]
fn trouble_fails_the_run_only_where_that_is_asked_for() {
    let mut pull = Pull::new("strict");
    pull.stub.state().read_only = true;
    pull.environment
        .push(("CLDLINT_STRICT_API", "1".to_owned()));
    let report = report(&[finding("r", "a.b", 3)]);
    assert_eq!(pull.say(&report, &[]).status, 0);
    assert_eq!(pull.say(&report, &["--comment", "always"]).status, 2);
}

#[test]
fn the_number_of_comments_on_lines_is_bounded() {
    for (count, arguments, expected) in [
        (0, &[][..], 0),
        (1, &[], 1),
        (31, &[], 20),
        (31, &["--max-review-comments", "30"], 30),
        (31, &["--max-review-comments", "0"], 0),
        (5000, &[], 20),
    ] {
        let mut pull = Pull::new("many");
        pull.push("a", &source(5000));
        let findings: Vec<_> = (1..=count)
            .map(|n| finding("r", &format!("a.b{n}"), n))
            .collect();
        let told = pull.say(&report(&findings), arguments);
        assert_eq!(pull.stub.state().remarks.len(), expected, "{}", told.log);
        let comments = pull.stub.state().comments.clone();
        assert_eq!(comments.len(), usize::from(count > 0));
        assert!(comments.iter().all(|comment| body(comment).len() <= 60_200));
        pull.stub.writes();
        pull.say(&report(&findings), arguments);
        assert_eq!(paths(&pull.stub.writes()), [""; 0]);
    }
}

#[test]
fn many_marks_leave_room_for_the_summary() {
    let mut pull = Pull::new("many-fixed");
    pull.push("a", &source(40));
    let findings: Vec<_> = (1..=30)
        .map(|n| finding("r", &format!("a.b{n}"), n))
        .collect();
    pull.say(&report(&findings), &["--max-review-comments", "30"]);
    let marked = |pull: &Pull| {
        let state = pull.stub.state();
        state
            .remarks
            .iter()
            .filter(|remark| body(remark).contains("fixed"))
            .count()
    };
    let mut before = 0;
    while before < 30 {
        let told = pull.say(&report(&[]), &[]);
        assert!(
            body(&pull.stub.state().comments[0]).contains("no new problem"),
            "{}",
            told.log
        );
        assert!(marked(&pull) > before, "{}", told.log);
        before = marked(&pull);
    }
    pull.stub.writes();
    pull.say(&report(&[]), &[]);
    assert_eq!(paths(&pull.stub.writes()), [""; 0]);
}

#[test]
fn everything_is_found_on_later_pages() {
    let mut pull = Pull::new("pages");
    let others =
        (0..7).map(|id| json!({"id": id, "body": "hello", "user": {"login": "jo"}, "line": 1}));
    let others: Vec<_> = others.collect();
    pull.stub.state().comments.clone_from(&others);
    pull.stub.state().remarks = others;
    pull.stub.state().page = 3;
    let report = report(&[finding("r", "a.b", 3)]);
    pull.say(&report, &[]);
    pull.stub.writes();
    pull.say(&report, &[]);
    assert_eq!(paths(&pull.stub.writes()), [""; 0]);
}

#[test]
fn only_lines_of_the_diff_are_spoken_of() {
    let mut pull = Pull::new("lines");
    let patch = "@@ -1,3 +1,4 @@\n line 1\n+line 2\n line 3\n line 4\n@@ -10,2 +11,2 @@\n line 11\n-old\n+line 12";
    let files = [("main.tf", Some(patch.to_owned())), ("large.tf", None)];
    pull.stub.push(&head("a"), &files);
    let mut on_context = finding("context", "a.c", 3);
    on_context["change"] = "regressed".into();
    let mut existing = finding("existing", "a.e", 2);
    existing["change"] = "existing".into();
    let mut elsewhere = finding("elsewhere", "a.x", 8);
    elsewhere["change"] = "new".into();
    let mut large = finding("large", "a.l", 1);
    large["file"] = "large.tf".into();
    let mut through = finding("through", "a.t", 8);
    through["chain"] = json!([place("main.tf", 12, 1, 12, 5)]);
    let findings = [
        finding("added", "a.a", 2),
        on_context,
        existing,
        elsewhere,
        large,
        through,
        finding("untouched", "a.u", 3),
    ];
    pull.say(&report(&findings), &[]);
    let state = pull.stub.state();
    let mut lines: Vec<_> = state
        .remarks
        .iter()
        .map(|r| r["line"].as_u64().unwrap())
        .collect();
    lines.sort_unstable();
    assert_eq!(lines, [2, 3, 12]);
    let summary = body(&state.comments[0]);
    assert!(summary.contains("4 new problems"), "{summary}");
    assert!(
        summary.contains("There before this change (3)"),
        "{summary}"
    );
}

#[test]
fn lines_that_the_merge_moved_are_found_by_their_text() {
    let mut pull = Pull::new("merged");
    std::fs::write(
        pull.directory.join("main.tf"),
        format!("from the base\n{}", source(20)),
    )
    .unwrap();
    pull.say(&report(&[finding("r", "a.b", 4)]), &[]);
    assert_eq!(pull.stub.state().remarks[0]["line"], 3);
    let mut pull = Pull::new("merged-away");
    std::fs::write(pull.directory.join("main.tf"), "something else\n".repeat(9)).unwrap();
    let mut new = finding("r", "a.b", 4);
    new["change"] = "new".into();
    pull.say(&report(&[new]), &[]);
    assert_eq!(pull.stub.state().remarks.len(), 0);
}

#[test]
fn edits_are_suggested_where_all_their_lines_are_in_the_diff() {
    let mut pull = Pull::new("suggestions");
    let text = "resource \"a\" \"b\" {\r\n  on = ``` # \u{e4}\r\n}\r\n";
    pull.push("a", text);
    let mut fixable = finding("r", "a.b", 2);
    fixable["fixes"] = json!([fix(2, (8, 11), "true")]);
    let mut added_line = finding("s", "a.b", 1);
    added_line["fixes"] = json!([fix(1, (19, 19), "\r\n  off = false")]);
    let mut unsafe_fix = finding("t", "a.b", 3);
    unsafe_fix["fixes"] = json!([fix(3, (1, 2), "]")]);
    unsafe_fix["fixes"][0]["safety"] = "unsafe".into();
    pull.say(&report(&[fixable, added_line, unsafe_fix]), &[]);
    let state = pull.stub.state();
    let bodies: Vec<_> = state.remarks.iter().map(body).collect();
    assert!(
        bodies[0].contains("```suggestion\n  on = true # ä\r\n```"),
        "{}",
        bodies[0]
    );
    assert!(
        bodies[1].contains("```suggestion\nresource \"a\" \"b\" {\r\n  off = false\r\n```"),
        "{}",
        bodies[1]
    );
    assert!(!bodies[2].contains("suggestion"));
}

#[test]
fn suggestions_can_be_switched_off() {
    let mut pull = Pull::new("no-suggestions");
    let mut fixable = finding("r", "a.b", 2);
    fixable["fixes"] = json!([fix(2, (1, 5), "LINE")]);
    pull.say(
        &report(std::slice::from_ref(&fixable)),
        &["--review", "comments"],
    );
    assert!(!body(&pull.stub.state().remarks[0]).contains("suggestion"));
    pull.say(
        &report(&[fixable]),
        &["--review", "off", "--comment", "never"],
    );
}

#[test]
fn nothing_in_a_report_formats_mentions_or_commands() {
    let mut pull = Pull::new("hostile");
    let hostile = "x\"]`|@everyone <!-- --> ::error::boo\n##[error]y ]]> <img src=x> #1 https://evil.example\u{202e}";
    let mut finding = finding("r", hostile, 3);
    for field in ["title", "message", "rule"] {
        finding[field] = hostile.into();
    }
    let report = report(&[finding]);
    pull.say(&report, &[]);
    let state = pull.stub.state();
    let texts = [
        body(&state.remarks[0]).to_owned(),
        body(&state.comments[0]).to_owned(),
    ];
    drop(state);
    for text in texts {
        let (_, text) = text.split_once('\n').unwrap();
        for bad in ["@everyone", "<img", "://evil", "\u{202e}", "]]>"] {
            assert!(!text.contains(bad), "{bad} in {text}");
        }
    }
    pull.stub.state().read_only = true;
    pull.push("b", &source(20));
    let told = pull.say(&report, &["--review", "off"]);
    for line in told.log.lines().filter(|line| line.starts_with("::")) {
        assert!(
            line.starts_with("::error file=main.tf")
                || line.starts_with("::warning title=cldlint::"),
            "{line}"
        );
    }
    assert!(!told.log.contains("##["), "{}", told.log);
}

#[test]
fn a_marker_by_somebody_else_means_nothing() {
    let mut pull = Pull::new("forged");
    let report = report(&[finding("r", "a.b", 3)]);
    pull.say(&report, &[]);
    let mut forged = pull.stub.state().comments[0].clone();
    forged["user"] = json!({"login": "mallory"});
    forged["body"] = body(&forged).replace("run=1.1", "run=99.1").into();
    let mut remark = pull.stub.state().remarks[0].clone();
    remark["user"] = json!({"login": "mallory"});
    {
        let mut state = pull.stub.state();
        state.comments = vec![forged.clone()];
        state.remarks = vec![remark];
    }
    pull.stub.writes();
    pull.say(&report, &[]);
    assert_eq!(
        paths(&pull.stub.writes()),
        ["POST pulls/7/reviews", "POST issues/7/comments"]
    );
    assert_eq!(pull.stub.state().comments[0], forged);
}

#[test]
fn of_two_summaries_the_newer_stays() {
    let mut pull = Pull::new("two");
    let report = report(&[finding("r", "a.b", 3)]);
    pull.say(&report, &[]);
    let mut second = pull.stub.state().comments[0].clone();
    second["id"] = 9000.into();
    pull.stub.state().comments.push(second);
    pull.stub.writes();
    pull.say(&report, &[]);
    assert!(body(&pull.stub.state().comments[0]).contains("takes the place"));
    assert_eq!(pull.stub.state().minimized[0].1, "DUPLICATE");
    pull.stub.writes();
    pull.say(&report, &[]);
    assert_eq!(paths(&pull.stub.writes()), [""; 0]);
}

#[test]
fn no_comment_is_begun_where_there_is_nothing_to_say() {
    let mut pull = Pull::new("nothing");
    pull.say(&report(&[]), &[]);
    assert_eq!(paths(&pull.stub.writes()), [""; 0]);
    pull.say(&report(&[]), &["--comment", "always"]);
    assert_eq!(paths(&pull.stub.writes()), ["POST issues/7/comments"]);
    assert!(body(&pull.stub.state().comments[0]).contains("✅ no new problem"));
}

#[test]
fn what_could_not_be_judged_is_not_taken_for_fixed() {
    let mut pull = Pull::new("partial");
    pull.say(&report(&[finding("r", "a.b", 3)]), &[]);
    let mut partial = report(&[]);
    partial["problems"] = json!([{"kind": "syntax", "fatal": true, "file": "main.tf", "line": 1, "column": 1,
        "end_line": 1, "end_column": 2, "message": "m", "help": null}]);
    partial["summary"]["exit_status"] = 2.into();
    let told = pull.say(&partial, &[]);
    assert!(!body(&pull.stub.state().remarks[0]).contains("fixed"));
    assert!(body(&pull.stub.state().comments[0]).contains("⛔"));
    assert!(told.outputs.contains("conclusion=error\n"));
}

#[test]
fn what_a_plan_mends_is_told_and_what_a_scope_leaves_out_is_not_called_fixed() {
    let mut pull = Pull::new("scope");
    pull.say(&report(&[finding("r", "a.b", 3)]), &[]);
    let mut scoped = report(&[]);
    scoped["fixed"] = json!([finding("gone", "a.g", 9)]);
    scoped["fixed"][0]["change"] = "fixed".into();
    scoped["summary"]["out_of_scope"] = 4.into();
    let told = pull.say(&scoped, &[]);
    let state = pull.stub.state();
    assert!(body(&state.remarks[0]).contains("no longer new"));
    assert!(
        body(&state.comments[0]).contains("1 fixed")
            && body(&state.comments[0]).contains("Title of gone")
    );
    assert!(told.outputs.contains("\nfixed=1\n"), "{}", told.outputs);
}

#[test]
fn a_server_without_graphql_is_spoken_to_all_the_same() {
    let mut pull = Pull::new("no-graphql");
    let report = report(&[finding("r", "a.b", 3)]);
    for expected in [2, 0] {
        let fault = |path| Fault {
            method: "POST",
            path,
            status: 404,
            headers: "",
            body: "{}",
        };
        pull.stub.state().faults = vec![fault("/graphql")];
        let told = pull.say(&report, &[]);
        assert_eq!(pull.stub.writes().len(), expected, "{}", told.log);
    }
}

#[test]
fn outside_of_github_only_the_log_is_written() {
    let mut pull = Pull::new("outside");
    pull.event = "";
    pull.environment.push(("GITHUB_ACTIONS", String::new()));
    let told = pull.say(&report(&[finding("r", "a.b", 3)]), &[]);
    assert_eq!(
        (told.status, told.log.as_str()),
        (0, "cldlint: no comment: not run by an event of GitHub\n")
    );
}

#[test]
fn events_without_a_pull_request_of_ours_make_no_call() {
    let mut pull = Pull::new("events");
    let report = report(&[finding("r", "a.b", 3)]);
    let ours = pull.payload.clone();
    let mut fork = ours.clone();
    fork["pull_request"]["head"]["repo"]["full_name"] = "x/r".into();
    for (event, payload, status) in [
        ("pull_request", fork, 0),
        ("push", json!({}), 0),
        ("merge_group", json!({}), 0),
        ("schedule", json!({}), 0),
        ("workflow_dispatch", json!({}), 0),
        ("pull_request_target", ours.clone(), 2),
    ] {
        pull.event = event;
        pull.payload = payload;
        let told = pull.say(&report, &[]);
        assert_eq!(told.status, status, "{event}: {}", told.log);
        assert!(pull.stub.state().calls.is_empty(), "{event}");
        assert_eq!(
            told.log.contains("::error file=main.tf"),
            status == 0,
            "{event}: {}",
            told.log
        );
    }
    pull.event = "pull_request";
    pull.payload = ours;
    pull.environment
        .push(("GITHUB_ACTOR", "dependabot[bot]".to_owned()));
    pull.say(&report, &[]);
    assert!(pull.stub.state().calls.is_empty());
}

#[test]
fn the_second_of_the_pair_comments_on_the_pull_request_of_the_fork() {
    for knows in [true, false] {
        let mut pull = Pull::new("pair");
        pull.stub.state().head_repository = "fork/r".to_owned();
        pull.stub.state().knows_fork_commits = knows;
        pull.event = "workflow_run";
        pull.payload = json!({"workflow_run": {"event": "pull_request", "head_sha": head("a"), "head_branch": "topic",
            "head_repository": {"full_name": "fork/r"}}});
        // What lies in the workspace is the base, not what was judged.
        std::fs::remove_file(pull.directory.join("main.tf")).unwrap();
        let mut fixable = finding("r", "a.b", 3);
        fixable["fixes"] = json!([fix(3, (1, 5), "LINE")]);
        let told = pull.say(&report(&[fixable.clone()]), &[]);
        assert_eq!(pull.stub.state().remarks.len(), 1, "{}", told.log);
        assert!(
            !body(&pull.stub.state().remarks[0]).contains("suggestion"),
            "nothing proves it here"
        );

        pull.payload["workflow_run"]["head_repository"]["full_name"] = "other/r".into();
        pull.stub.writes();
        let told = pull.say(&report(&[fixable]), &[]);
        assert_eq!(paths(&pull.stub.writes()), [""; 0], "{}", told.log);
    }
}

#[test]
fn failures_of_the_server_are_told() {
    let fault = |status, body| Fault {
        method: "GET",
        path: "/pulls/7",
        status,
        headers: "",
        body,
    };
    let mut pull = Pull::new("failures");
    pull.stub.state().faults = vec![fault(502, "oops"), fault(200, "{\"head\": {\"sh")];
    let report = report(&[finding("r", "a.b", 3)]);
    pull.say(&report, &[]);
    assert_eq!(
        paths(&pull.stub.writes()),
        ["POST pulls/7/reviews", "POST issues/7/comments"]
    );
    pull.environment
        .push(("GITHUB_API_URL", "http://127.0.0.1:9/".to_owned()));
    let told = pull.say(&report, &[]);
    assert_eq!(told.status, 0);
    assert!(
        told.log
            .contains("::warning title=cldlint::GitHub could not be asked"),
        "{}",
        told.log
    );
    assert!(told.log.contains("::error file=main.tf"));
}

#[test]
fn a_file_that_is_no_report_is_refused() {
    let mut pull = Pull::new("no-report");
    for value in [json!([]), json!({"version": 1}), {
        let mut later = report(&[]);
        later["version"] = 2.into();
        later
    }] {
        assert_eq!(pull.say(&value, &[]).status, 2);
    }
    assert!(pull.stub.state().calls.is_empty());
}

/// The example shop, all of it new: each suggestion is applied to its file and takes its finding away.
#[test]
fn suggestions_mend_what_they_are_made_for() {
    let mut pull = Pull::new("shop");
    let shop = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/examples/shop");
    let copied = pull.directory.join("shop");
    copy(&shop, &copied);
    let mut files = Vec::new();
    sources(&copied, &mut files);
    let patches: Vec<_> = files
        .iter()
        .map(|path| {
            let text = std::fs::read_to_string(path).unwrap();
            let name = path
                .strip_prefix(&pull.directory)
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned();
            (name, Some(added(&text)))
        })
        .collect();
    let borrowed: Vec<_> = patches
        .iter()
        .map(|(name, patch)| (name.as_str(), patch.clone()))
        .collect();
    pull.stub.push(&head("a"), &borrowed);
    let before = check(&pull.directory);
    let told = pull.say(&before, &["--max-review-comments", "30"]);
    assert_eq!(told.status, 0, "{}", told.log);
    let remarks = pull.stub.state().remarks.clone();
    assert!(!remarks.is_empty());
    let suggested: Vec<_> = remarks
        .iter()
        .filter(|remark| body(remark).contains("suggestion\n"))
        .collect();
    assert!(!suggested.is_empty(), "no suggestion at all");
    for remark in suggested {
        let path = pull.directory.join(remark["path"].as_str().unwrap());
        let old = std::fs::read_to_string(&path).unwrap();
        std::fs::write(&path, applied(&old, remark)).unwrap();
        let after = check(&pull.directory);
        assert!(count(&after) < count(&before), "{}", body(remark));
        assert_eq!(after["problems"], before["problems"]);
        std::fs::write(&path, old).unwrap();
    }
}

fn count(report: &Value) -> usize {
    report["findings"].as_array().unwrap().len()
}

/// What GitHub makes of a file when somebody clicks.
fn applied(text: &str, remark: &Value) -> String {
    let number = |name: &str| remark[name].as_u64().map(|n| usize::try_from(n).unwrap());
    let last = number("line").unwrap();
    let first = number("start_line").unwrap_or(last);
    let (_, rest) = body(remark).split_once("suggestion\n").unwrap();
    let (new, _) = rest.rsplit_once("\n```").unwrap();
    let mut lines: Vec<_> = text.split('\n').collect();
    lines.splice(first - 1..last, [new]);
    lines.join("\n")
}

fn check(directory: &std::path::Path) -> Value {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_cldlint"));
    let output = command
        .current_dir(directory)
        .args(["check", "shop", "--format", "json"])
        .output()
        .unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

fn copy(from: &std::path::Path, to: &std::path::Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else if entry.file_name() != "plan.json" {
            std::fs::copy(entry.path(), to).unwrap();
        }
    }
}

fn sources(directory: &std::path::Path, files: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, files);
        } else {
            files.push(path);
        }
    }
}
