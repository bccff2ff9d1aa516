//! What judging a large plan costs, in time and memory of whole processes, start included: a lint with all rules beside
//! serde reading the same file into nothing.
//!
//! The plans are made up, of the sizes in megabytes that are given (10, 100 and 500 without): services of an AWS account,
//! each a module, most of them there already. A few volumes are found to be in clear. They are deleted afterwards.

#![expect(clippy::print_stdout, reason = "a benchmark prints its result")]
#![expect(
    clippy::expect_used,
    reason = "a benchmark that cannot run should stop"
)]

use std::env;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde::de::IgnoredAny;
use serde_json::{Map, Value, json};

/// Set in the child process that only reads JSON: the file.
const READ_ONLY: &str = "CLDLINT_BENCH_READ_ONLY";

fn main() {
    if let Some(file) = env::var_os(READ_ONLY) {
        let bytes = fs::read(file).expect("a readable file");
        serde_json::from_slice::<IgnoredAny>(&bytes).expect("JSON");
        return;
    }
    let sizes: Vec<u64> = env::args().filter_map(|size| size.parse().ok()).collect();
    let sizes = if sizes.is_empty() {
        vec![10, 100, 500]
    } else {
        sizes
    };
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("plan-bench");
    fs::create_dir_all(&folder).expect("a directory for the bench");
    for size in sizes {
        let file = folder.join("plan.json");
        let length = write_plan(&file, size * 1_000_000).expect("a plan");
        measure(&file, length);
        fs::remove_file(&file).expect("the plan is deleted");
    }
}

/// The least of several runs of each, taken in turn, so that a busy machine slows both.
fn measure(file: &Path, length: u64) {
    let rounds = if length > 200_000_000 { 5 } else { 10 };
    let (mut reading, mut linting, mut piped) = (Cost::MOST, Cost::MOST, Cost::MOST);
    for _ in 0..rounds {
        reading = reading.least(run(&mut read_only(file), None));
        linting = linting.least(run(Command::new(CLDLINT).arg("check").arg(file), None));
        piped = piped.least(run(Command::new(CLDLINT).args(["check", "-"]), Some(file)));
    }
    let megabytes = length / 1_000_000;
    println!("{megabytes} MB");
    for (name, cost) in [("serde", reading), ("lint", linting), ("piped", piped)] {
        println!(
            "  {name:6} {:6.2} s wall, {:6.2} s CPU ({:.2} of serde), {:6.1} MB ({:.2} of the file)",
            cost.wall.as_secs_f64(),
            cost.cpu,
            cost.cpu / reading.cpu,
            cost.peak / 1e6,
            cost.peak / length_of(length),
        );
    }
}

const CLDLINT: &str = env!("CARGO_BIN_EXE_cldlint");

#[expect(clippy::cast_precision_loss, reason = "no file is that large")]
fn length_of(length: u64) -> f64 {
    length as f64
}

fn read_only(file: &Path) -> Command {
    let mut command = Command::new(env::current_exe().expect("the path of this bench"));
    command.env(READ_ONLY, file);
    command
}

/// What a process took.
#[derive(Clone, Copy)]
struct Cost {
    wall: Duration,
    /// In seconds of user and system time.
    cpu: f64,
    /// In bytes.
    peak: f64,
}

impl Cost {
    const MOST: Self = Self {
        wall: Duration::MAX,
        cpu: f64::MAX,
        peak: f64::MAX,
    };

    fn least(self, other: Self) -> Self {
        Self {
            wall: self.wall.min(other.wall),
            cpu: self.cpu.min(other.cpu),
            peak: self.peak.min(other.peak),
        }
    }
}

fn run(command: &mut Command, input: Option<&Path>) -> Cost {
    let stdin = input.map_or_else(Stdio::null, |file| {
        File::open(file).expect("a readable file").into()
    });
    let before = children_ticks();
    let start = Instant::now();
    let mut child = command
        .stdin(stdin)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the process starts");
    let mut peak = 0.0_f64;
    while child.try_wait().expect("the process ends").is_none() {
        peak = peak.max(high_water(&child));
        thread::sleep(Duration::from_millis(2));
    }
    Cost {
        wall: start.elapsed(),
        cpu: f64::from(children_ticks() - before) / 100.0,
        peak,
    }
}

/// The most memory that a process has held so far, as Linux tells it.
fn high_water(child: &Child) -> f64 {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<f64>().ok());
    kilobytes.unwrap_or(0.0) * 1024.0
}

/// User and system time of the children waited for, in the hundredths of a second that Linux counts for programs.
fn children_ticks() -> u32 {
    let stat = fs::read_to_string("/proc/self/stat").expect("this bench needs Linux's /proc");
    let fields = stat.rsplit(") ").next().unwrap_or_default();
    fields
        .split_whitespace()
        .skip(13)
        .take(2)
        .map(|ticks| ticks.parse::<u32>().unwrap_or(0))
        .sum()
}

/// A resource of a service.
struct Resource {
    type_name: &'static str,
    name: &'static str,
    values: Value,
    /// What the provider tells when it is there.
    computed: &'static [&'static str],
    expressions: Value,
}

fn tags(service: usize) -> Value {
    json!({
        "Name": format!("service-{service}"), "Environment": "production", "Owner": format!("team-{}", service % 17),
        "CostCentre": format!("cc-{}", 1000 + service % 97), "ManagedBy": "terraform",
    })
}

fn policy(service: usize) -> String {
    json!({ "Version": "2012-10-17", "Statement": [
        { "Sid": "Read", "Effect": "Allow", "Action": ["s3:GetObject", "s3:ListBucket"],
          "Resource": [format!("arn:aws:s3:::service-{service}-data"), format!("arn:aws:s3:::service-{service}-data/*")] },
        { "Sid": "Logs", "Effect": "Allow", "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
          "Resource": format!("arn:aws:logs:eu-west-1:123456789012:log-group:/service/{service}:*"),
          "Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-abcdefghij" } } },
    ]})
    .to_string()
}

fn trust(service: usize) -> String {
    json!({ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "sts:AssumeRole",
        "Principal": { "Service": if service.is_multiple_of(2) { "ec2.amazonaws.com" } else { "lambda.amazonaws.com" } } }]})
    .to_string()
}

/// The resources of a service, in the proportions of common accounts: about half are of types that rules look at.
fn service(n: usize) -> Vec<Resource> {
    let of = |type_name, name, values: Value, computed, expressions| Resource {
        type_name,
        name,
        values,
        computed,
        expressions,
    };
    let named = json!({ "references": ["var.name"] });
    let tagged = json!({ "references": ["var.tags"] });
    let name = format!("service-{n}");
    let alarm = |name: &'static str, metric: &str| {
        of(
            "aws_cloudwatch_metric_alarm",
            name,
            json!({
                "actions_enabled": true, "alarm_actions": [format!("arn:aws:sns:eu-west-1:123456789012:alerts-{}", n % 7)],
                "alarm_description": format!("{metric} of service {n} is out of its bounds for a quarter of an hour"),
                "alarm_name": format!("service-{n}-{metric}"), "comparison_operator": "GreaterThanThreshold",
                "datapoints_to_alarm": null, "dimensions": { "InstanceId": format!("i-{n:017x}") },
                "evaluation_periods": 3, "extended_statistic": null, "insufficient_data_actions": null,
                "metric_name": metric, "metric_query": [], "namespace": "AWS/EC2", "ok_actions": null, "period": 300,
                "statistic": "Average", "tags": tags(n), "tags_all": tags(n), "threshold": 80, "threshold_metric_id": null,
                "treat_missing_data": "missing", "unit": null,
            }),
            &["arn", "id", "evaluate_low_sample_count_percentiles"],
            json!({ "alarm_name": named, "metric_name": { "constant_value": metric }, "tags": tagged }),
        )
    };
    let record = |name: &'static str| {
        of(
            "aws_route53_record",
            name,
            json!({
                "alias": [], "allow_overwrite": null, "cidr_routing_policy": [], "failover_routing_policy": [],
                "geolocation_routing_policy": [], "health_check_id": null, "latency_routing_policy": [],
                "multivalue_answer_routing_policy": null, "name": format!("{name}.service-{n}.example.com"),
                "records": [format!("10.{}.{}.10", n / 250 % 250, n % 250)], "set_identifier": null, "ttl": 300, "type": "A",
                "weighted_routing_policy": [], "zone_id": "Z0123456789ABCDEFGHIJ",
            }),
            &["fqdn", "id"],
            json!({ "name": named, "records": { "references": ["aws_instance.app.private_ip", "aws_instance.app"] } }),
        )
    };
    vec![
        of(
            "aws_s3_bucket",
            "data",
            json!({
                "bucket": format!("service-{n}-data"), "force_destroy": false, "object_lock_enabled": false,
                "tags": tags(n), "tags_all": tags(n), "timeouts": null,
            }),
            &[
                "acceleration_status",
                "acl",
                "arn",
                "bucket_domain_name",
                "bucket_prefix",
                "bucket_region",
                "bucket_regional_domain_name",
                "cors_rule",
                "grant",
                "hosted_zone_id",
                "id",
                "lifecycle_rule",
                "logging",
                "policy",
                "region",
                "replication_configuration",
                "request_payer",
                "server_side_encryption_configuration",
                "versioning",
                "website",
                "website_domain",
                "website_endpoint",
            ],
            json!({ "bucket": named, "tags": tagged }),
        ),
        of(
            "aws_s3_bucket_public_access_block",
            "data",
            json!({
                "block_public_acls": true, "block_public_policy": true, "ignore_public_acls": true,
                "restrict_public_buckets": true,
            }),
            &["bucket", "id"],
            json!({
                "block_public_acls": { "constant_value": true }, "block_public_policy": { "constant_value": true },
                "ignore_public_acls": { "constant_value": true }, "restrict_public_buckets": { "constant_value": true },
                "bucket": { "references": ["aws_s3_bucket.data.id", "aws_s3_bucket.data"] },
            }),
        ),
        of(
            "aws_s3_bucket_versioning",
            "data",
            json!({ "expected_bucket_owner": null, "mfa": null, "versioning_configuration": [{ "status": "Enabled" }] }),
            &["bucket", "id"],
            json!({ "bucket": { "references": ["aws_s3_bucket.data.id", "aws_s3_bucket.data"] } }),
        ),
        of(
            "aws_iam_role",
            "app",
            json!({
                "assume_role_policy": trust(n), "description": format!("What service {n} may do"),
                "force_detach_policies": false, "max_session_duration": 3600, "name": name, "path": "/",
                "permissions_boundary": null, "tags": tags(n), "tags_all": tags(n),
            }),
            &[
                "arn",
                "create_date",
                "id",
                "inline_policy",
                "managed_policy_arns",
                "name_prefix",
                "unique_id",
            ],
            json!({ "name": named, "assume_role_policy": { "references": ["data.aws_iam_policy_document.trust.json", "data.aws_iam_policy_document.trust"] } }),
        ),
        of(
            "aws_iam_policy",
            "app",
            json!({
                "delay_after_policy_creation_in_ms": null, "description": null, "name": name, "path": "/",
                "policy": policy(n), "tags": tags(n), "tags_all": tags(n),
            }),
            &["arn", "attachment_count", "id", "name_prefix", "policy_id"],
            json!({ "name": named, "policy": { "references": ["aws_s3_bucket.data.arn", "aws_s3_bucket.data"] } }),
        ),
        of(
            "aws_iam_role_policy_attachment",
            "app",
            json!({ "role": name }),
            &["id", "policy_arn"],
            json!({
                "role": { "references": ["aws_iam_role.app.name", "aws_iam_role.app"] },
                "policy_arn": { "references": ["aws_iam_policy.app.arn", "aws_iam_policy.app"] },
            }),
        ),
        of(
            "aws_security_group",
            "app",
            json!({
                "description": "Managed by Terraform", "name": name, "revoke_rules_on_delete": false,
                "egress": [{ "cidr_blocks": ["0.0.0.0/0"], "description": "", "from_port": 0, "ipv6_cidr_blocks": [],
                    "prefix_list_ids": [], "protocol": "-1", "security_groups": [], "self": false, "to_port": 0 }],
                "ingress": [{ "cidr_blocks": [format!("10.{}.0.0/16", n % 250)], "description": "from inside", "from_port": 443,
                    "ipv6_cidr_blocks": [], "prefix_list_ids": [], "protocol": "tcp", "security_groups": [], "self": false,
                    "to_port": 443 }],
                "tags": tags(n), "tags_all": tags(n), "timeouts": null, "vpc_id": format!("vpc-{:017x}", n % 9),
            }),
            &["arn", "id", "name_prefix", "owner_id"],
            json!({
                "name": named, "vpc_id": { "references": ["var.vpc_id"] },
                "ingress": [{ "from_port": { "constant_value": 443 }, "to_port": { "constant_value": 443 }, "protocol": { "constant_value": "tcp" }, "cidr_blocks": { "references": ["var.cidr"] } }],
                "egress": [{ "from_port": { "constant_value": 0 }, "to_port": { "constant_value": 0 }, "protocol": { "constant_value": "-1" }, "cidr_blocks": { "constant_value": ["0.0.0.0/0"] } }],
            }),
        ),
        of(
            "aws_instance",
            "app",
            json!({
                "ami": "ami-0123456789abcdef0", "credit_specification": [], "get_password_data": false, "hibernation": null,
                "iam_instance_profile": name, "instance_type": "t3.medium", "launch_template": [],
                "metadata_options": [{ "http_endpoint": "enabled", "http_put_response_hop_limit": 1, "http_tokens": "required",
                    "instance_metadata_tags": "disabled" }],
                "monitoring": true, "source_dest_check": true, "subnet_id": format!("subnet-{:017x}", n % 27),
                "tags": tags(n), "tags_all": tags(n), "timeouts": null, "user_data": format!("{:040x}", n * 7919),
                "user_data_replace_on_change": false, "volume_tags": null,
            }),
            &[
                "arn",
                "associate_public_ip_address",
                "availability_zone",
                "cpu_core_count",
                "cpu_options",
                "cpu_threads_per_core",
                "disable_api_stop",
                "disable_api_termination",
                "ebs_block_device",
                "ebs_optimized",
                "enclave_options",
                "ephemeral_block_device",
                "host_id",
                "id",
                "instance_lifecycle",
                "instance_state",
                "ipv6_addresses",
                "key_name",
                "maintenance_options",
                "network_interface",
                "outpost_arn",
                "placement_group",
                "primary_network_interface_id",
                "private_dns",
                "private_dns_name_options",
                "private_ip",
                "public_dns",
                "public_ip",
                "root_block_device",
                "secondary_private_ips",
                "security_groups",
                "spot_instance_request_id",
                "tenancy",
                "user_data_base64",
                "vpc_security_group_ids",
            ],
            json!({
                "ami": { "references": ["var.ami"] }, "instance_type": { "constant_value": "t3.medium" },
                "metadata_options": [{ "http_tokens": { "constant_value": "required" } }],
                "vpc_security_group_ids": { "references": ["aws_security_group.app.id", "aws_security_group.app"] },
                "tags": tagged,
            }),
        ),
        of(
            "aws_ebs_volume",
            "app",
            json!({
                "availability_zone": "eu-west-1a", "encrypted": !n.is_multiple_of(50), "final_snapshot": false,
                "multi_attach_enabled": null, "outpost_arn": null, "size": 100, "tags": tags(n), "tags_all": tags(n),
                "timeouts": null, "type": "gp3",
            }),
            &[
                "arn",
                "create_time",
                "id",
                "iops",
                "kms_key_id",
                "snapshot_id",
                "throughput",
            ],
            json!({ "encrypted": { "references": ["var.encrypted"] }, "size": { "constant_value": 100 } }),
        ),
        of(
            "aws_lambda_function",
            "jobs",
            json!({
                "code_signing_config_arn": null, "dead_letter_config": [], "description": format!("Jobs of service {n}"),
                "environment": [{ "variables": { "LOG_LEVEL": "info", "SERVICE": name, "TABLE": format!("service-{n}-jobs") } }],
                "file_system_config": [], "filename": "jobs.zip", "function_name": format!("service-{n}-jobs"),
                "handler": "main.handler", "image_config": [], "image_uri": null, "kms_key_arn": null, "layers": null,
                "memory_size": 512, "package_type": "Zip", "publish": false, "reserved_concurrent_executions": -1,
                "runtime": "python3.12", "skip_destroy": false, "snap_start": [], "tags": tags(n), "tags_all": tags(n),
                "timeout": 30, "timeouts": null, "vpc_config": [],
            }),
            &[
                "architectures",
                "arn",
                "code_sha256",
                "id",
                "invoke_arn",
                "last_modified",
                "logging_config",
                "qualified_arn",
                "qualified_invoke_arn",
                "role",
                "signing_job_arn",
                "signing_profile_version",
                "source_code_hash",
                "source_code_size",
                "tracing_config",
                "version",
            ],
            json!({ "function_name": named, "role": { "references": ["aws_iam_role.app.arn", "aws_iam_role.app"] } }),
        ),
        of(
            "aws_cloudwatch_log_group",
            "app",
            json!({
                "kms_key_id": null, "name": format!("/service/{n}"), "retention_in_days": 90, "skip_destroy": false,
                "tags": tags(n), "tags_all": tags(n),
            }),
            &["arn", "id", "log_group_class", "name_prefix"],
            json!({ "name": named, "retention_in_days": { "constant_value": 90 } }),
        ),
        alarm("cpu", "CPUUtilization"),
        alarm("network", "NetworkIn"),
        alarm("status", "StatusCheckFailed"),
        record("api"),
        record("internal"),
        of(
            "aws_db_instance",
            "db",
            json!({
                "allocated_storage": 50, "allow_major_version_upgrade": null, "apply_immediately": false,
                "auto_minor_version_upgrade": true, "backup_retention_period": 14, "blue_green_update": [],
                "copy_tags_to_snapshot": false, "custom_iam_instance_profile": null, "customer_owned_ip_enabled": null,
                "db_subnet_group_name": "private", "dedicated_log_volume": false, "delete_automated_backups": true,
                "deletion_protection": true, "domain": null, "enabled_cloudwatch_logs_exports": ["postgresql"],
                "engine": "postgres", "engine_version": "16.3", "final_snapshot_identifier": null,
                "iam_database_authentication_enabled": null, "identifier": name, "instance_class": "db.t4g.medium",
                "iops": 3000, "manage_master_user_password": true, "max_allocated_storage": null, "multi_az": true,
                "password": null, "performance_insights_enabled": true, "publicly_accessible": false,
                "replicate_source_db": null, "restore_to_point_in_time": [], "s3_import": [], "skip_final_snapshot": false,
                "storage_encrypted": true, "storage_type": "gp3", "tags": tags(n), "tags_all": tags(n), "timeouts": null,
                "username": "admin",
            }),
            &[
                "address",
                "arn",
                "availability_zone",
                "backup_target",
                "backup_window",
                "ca_cert_identifier",
                "character_set_name",
                "db_name",
                "domain_fqdn",
                "endpoint",
                "engine_version_actual",
                "hosted_zone_id",
                "id",
                "identifier_prefix",
                "kms_key_id",
                "license_model",
                "maintenance_window",
                "master_user_secret",
                "monitoring_role_arn",
                "nchar_character_set_name",
                "network_type",
                "option_group_name",
                "parameter_group_name",
                "port",
                "resource_id",
                "snapshot_identifier",
                "status",
                "storage_throughput",
                "timezone",
                "vpc_security_group_ids",
            ],
            json!({
                "backup_retention_period": { "references": ["var.backup_days"] }, "storage_encrypted": { "constant_value": true },
                "identifier": named, "tags": tagged,
            }),
        ),
    ]
}

/// What the provider tells that is a list, or blocks.
const LISTS: [&str; 32] = [
    "architectures",
    "capacity_reservation_specification",
    "cors_rule",
    "cpu_options",
    "ebs_block_device",
    "enclave_options",
    "ephemeral_block_device",
    "grant",
    "inline_policy",
    "ipv6_addresses",
    "lifecycle_rule",
    "listener_endpoint",
    "logging",
    "logging_config",
    "maintenance_options",
    "managed_policy_arns",
    "master_user_secret",
    "network_interface",
    "private_dns_name_options",
    "replication_configuration",
    "root_block_device",
    "secondary_private_ips",
    "security_groups",
    "server_side_encryption_configuration",
    "tracing_config",
    "versioning",
    "vpc_security_group_ids",
    "website",
    "enabled_cloudwatch_logs_exports",
    "domain_dns_ips",
    "replicas",
    "attachment",
];

/// Whether a service is there already, so that its resources are known in full.
fn is_there(service: usize) -> bool {
    !service.is_multiple_of(4)
}

impl Resource {
    fn head(&self, n: usize) -> Map<String, Value> {
        let mut head = Map::new();
        let address = format!("module.service_{n}.{}.{}", self.type_name, self.name);
        head.insert("address".into(), address.into());
        head.insert("mode".into(), "managed".into());
        head.insert("type".into(), self.type_name.into());
        head.insert("name".into(), self.name.into());
        let provider = "registry.terraform.io/hashicorp/aws";
        head.insert("provider_name".into(), provider.into());
        head
    }

    /// What the provider tells of a resource that is there.
    fn computed(&self, name: &str, n: usize) -> Value {
        match (self.type_name, name) {
            (_, "bucket") | ("aws_s3_bucket" | "aws_s3_bucket_public_access_block", "id") => {
                format!("service-{n}-data").into()
            }
            (_, "snapshot_id" | "snapshot_identifier" | "kms_key_id" | "policy" | "acl") => {
                "".into()
            }
            (_, name) if LISTS.contains(&name) => json!([]),
            (type_name, name) => format!("{name} of {type_name} {n}").into(),
        }
    }

    fn known(&self, n: usize) -> Value {
        let mut values = self.values.clone();
        if is_there(n) {
            for name in self.computed {
                values[*name] = self.computed(name, n);
            }
        }
        values
    }

    /// As in `planned_values` and `prior_state`.
    fn state(&self, n: usize) -> Value {
        let mut state = self.head(n);
        state.insert("schema_version".into(), 0.into());
        state.insert("values".into(), self.known(n));
        let sensitive = json!({ "tags": {}, "tags_all": {} });
        state.insert("sensitive_values".into(), sensitive);
        state.into()
    }

    fn change(&self, n: usize) -> Value {
        let after = self.known(n);
        let sensitive = json!({ "tags": {}, "tags_all": {} });
        let change = if is_there(n) {
            json!({
                "actions": ["no-op"], "before": after, "after": after, "after_unknown": {},
                "before_sensitive": sensitive, "after_sensitive": sensitive,
            })
        } else {
            let unknown = self
                .computed
                .iter()
                .map(|name| ((*name).to_owned(), Value::Bool(true)));
            let unknown: Map<String, Value> = unknown.collect();
            json!({
                "actions": ["create"], "before": null, "after": after, "after_unknown": unknown,
                "before_sensitive": false, "after_sensitive": sensitive,
            })
        };
        let mut whole = self.head(n);
        whole.insert(
            "module_address".into(),
            format!("module.service_{n}").into(),
        );
        whole.insert("change".into(), change);
        whole.into()
    }

    fn configuration(&self) -> Value {
        json!({
            "address": format!("{}.{}", self.type_name, self.name), "mode": "managed", "type": self.type_name,
            "name": self.name, "provider_config_key": "aws", "expressions": self.expressions, "schema_version": 0,
        })
    }
}

/// Writes a plan of about that length, in the order in which Terraform writes; the length.
fn write_plan(file: &Path, length: u64) -> io::Result<u64> {
    let one: usize = service(1)
        .iter()
        .map(|it| {
            it.change(1).to_string().len()
                + 2 * it.state(1).to_string().len()
                + it.configuration().to_string().len()
        })
        .sum();
    let services = usize::try_from(length).expect("a size that fits") / (one * 9 / 10);
    let mut out = BufWriter::new(File::create(file)?);
    write!(
        out,
        r#"{{"format_version":"1.2","terraform_version":"1.11.4","variables":{{"region":{{"value":"eu-west-1"}}}},"planned_values":{{"root_module":{{"child_modules":["#
    )?;
    modules(&mut out, 0..services)?;
    write!(out, r#"]}}}},"resource_changes":["#)?;
    let changes = (0..services).flat_map(|n| service(n).into_iter().map(move |it| it.change(n)));
    list(&mut out, changes)?;
    write!(
        out,
        r#"],"prior_state":{{"format_version":"1.0","terraform_version":"1.11.4","values":{{"root_module":{{"child_modules":["#
    )?;
    modules(&mut out, (0..services).filter(|&n| is_there(n)))?;
    write!(
        out,
        r#"]}}}}}},"configuration":{{"provider_config":{{"aws":{{"name":"aws","full_name":"registry.terraform.io/hashicorp/aws","version_constraint":"~> 5.0","expressions":{{"region":{{"references":["var.region"]}}}}}}}},"root_module":{{"module_calls":{{"#
    )?;
    for n in 0..services {
        let resources: Vec<Value> = service(n).iter().map(Resource::configuration).collect();
        let variables = json!({ "name": {}, "tags": {}, "vpc_id": {}, "cidr": {}, "ami": {}, "encrypted": {}, "backup_days": {} });
        let call = json!({
            "source": "./service",
            "expressions": {
                "name": { "constant_value": format!("service-{n}") }, "tags": { "references": ["local.tags"] },
                "vpc_id": { "references": ["local.vpc_id"] }, "cidr": { "constant_value": "10.0.0.0/8" },
                "ami": { "references": ["local.ami"] }, "encrypted": { "constant_value": true },
                "backup_days": { "constant_value": 14 },
            },
            "module": { "resources": resources, "variables": variables },
        });
        let comma = if n == 0 { "" } else { "," };
        write!(out, "{comma}\"service_{n}\":{call}")?;
    }
    write!(
        out,
        r#"}},"variables":{{"region":{{}}}}}}}},"timestamp":"2026-01-01T00:00:00Z","applyable":true,"complete":true,"errored":false}}"#
    )?;
    out.flush()?;
    Ok(fs::metadata(file)?.len())
}

fn modules(out: &mut impl Write, services: impl Iterator<Item = usize>) -> io::Result<()> {
    let module = |n: usize| {
        let resources: Vec<Value> = service(n).iter().map(|it| it.state(n)).collect();
        json!({ "resources": resources, "address": format!("module.service_{n}") })
    };
    list(out, services.map(module))
}

fn list(out: &mut impl Write, elements: impl Iterator<Item = Value>) -> io::Result<()> {
    for (index, element) in elements.enumerate() {
        if index > 0 {
            out.write_all(b",")?;
        }
        serde_json::to_writer(&mut *out, &element)?;
    }
    Ok(())
}
