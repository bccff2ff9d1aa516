# Cloud Storage.

# Whether a member, or an ACL entity such as "READER:allUsers", is everyone, or everyone with any Google account. What
# is made from another resource, such as the address of a service account, is neither.
function "google_is_everyone" {
  params = [member]
  result = known(member) ? contains(["allusers", "allauthenticatedusers"], lower(reverse(split(":", default(member, "")))[0])) : (refers(member, "google_*", "data.google_*") ? false : member == "allUsers" || member == "allAuthenticatedUsers")
}

rule "google-storage-bucket-public" {
  title    = "Bucket is readable or writable by anyone"
  severity = "critical"
  kind     = "contradiction"
  theme    = "public-exposure"

  control "9.4.1" {
    basis  = "customer-guidance"
    reason = "Access to data is to be limited as the customer's policy says; this grant is to everyone, or to everyone who has any Google account."
    successor "8.3" {
      basis = "customer-guidance"
    }
  }

  resource = [
    "google_storage_bucket_iam_member",
    "google_storage_bucket_iam_binding",
    "google_storage_bucket_iam_policy",
    "google_storage_bucket_access_control",
    "google_storage_bucket_acl",
    "google_storage_default_object_access_control",
    "google_storage_default_object_acl",
  ]

  locals {
    bindings = target(self.policy_data, "data.google_iam_policy").binding
    members = concat(
      [self.member, self.entity],
      self.members,
      self.role_entity,
      flatten([for b in local.bindings : b.members]),
    )
  }

  assert {
    for_each      = local.members
    condition     = !google_is_everyone(each.value)
    error_message = "the grant is to `${each.value}`: ${endswith(lower(each.value), "allusers") ? "anyone on the Internet" : "anyone with a Google account"}; name the accounts or groups that need it"
    at            = each.value
  }

  assert {
    condition     = !contains(["publicread", "publicreadwrite", "authenticatedread"], lower(default(self.predefined_acl, "private")))
    error_message = "`predefined_acl` is ${self.predefined_acl}: the bucket is open to everyone"
    at            = self.predefined_acl
  }

  limits = "A bucket whose `public_access_prevention` is enforced, or an organisation policy, refuses the grant when it is applied. Access to single objects is not looked at. A bucket that is a website is public on purpose: say so where you except it."
  references = [
    "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/storage_bucket_iam",
    "https://cloud.google.com/storage/docs/access-control/making-data-public",
  ]
}
