rule "aws-s3-bucket-public-access-unblocked" {
  title    = "S3 bucket does not block public access"
  severity = "high"
  kind     = "contradiction"
  theme    = "public-exposure"

  control "9.4.1" {
    basis  = "customer-guidance"
    reason = "Access to data in the service is to be limited as the customer's policy says, and the limit is to be in place; without the block any later ACL or policy can open the bucket to everyone."

    successor "8.3" {
      basis = "customer-guidance"
    }
  }

  resource = "aws_s3_bucket"

  locals {
    flags    = ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"]
    own      = one(companions("aws_s3_bucket_public_access_block", "bucket"))
    accounts = resources("aws_s3_account_public_access_block")
    open     = [for f in local.flags : f if local.own[f] != true && !anytrue([for a in local.accounts : a[f] == true])]
  }

  assert {
    when = local.own != null
    condition = alltrue([
      for f in local.flags : local.own[f] == true || anytrue([for a in local.accounts : a[f] == true])
    ])
    error_message = "public access is not fully blocked; set to true: ${join(", ", local.open)}"
    at = [
      for f in local.flags : local.own[f]
      if !known(local.own[f]) || (local.own[f] != true && !anytrue([for a in local.accounts : a[f] == true]))
    ]

    fix "block public access" {
      safety = "unsafe"
      set    = { for f in local.open : "local.own.${f}" => true }
    }
  }

  assert {
    kind          = "gap"
    severity      = "low"
    when          = local.own == null
    condition     = alltrue([for f in local.flags : anytrue([for a in local.accounts : a[f] == true])])
    error_message = "nothing in this configuration blocks public access, which buckets made before April 2023 then allow; add an aws_s3_bucket_public_access_block"

    fix "add an aws_s3_bucket_public_access_block for the bucket, all four settings true" {
      safety = "unsafe"
    }
  }

  limits     = "Shows whether the bucket can become public, not whether it is. A block for the whole account counts for every bucket of the configuration; one that is set elsewhere is not seen."
  references = [
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
    "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket_public_access_block",
  ]
}
