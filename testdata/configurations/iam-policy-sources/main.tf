data "aws_iam_policy_document" "odd" {
  source_policy_documents = [
    jsonencode({
      Version = "2008-10-17"
      Id      = "first"
      Extra   = "dropped"
      Statement = [
        { Effect = "Allow", Action = ["c:x", "a:x", "b:x"], Resource = ["z", "a"], Principal = "*" },
        { Effect = "Allow", Action = "a:x", Resource = "*", Principal = { AWS = ["b", "c", "a"], Service = "s" }, Sid = "P" },
        { Effect = "Deny", NotAction = "a:x", NotResource = ["x"], NotPrincipal = { AWS = "1" }, Note = "dropped" },
        { Effect = "Allow", Action = "a:x", Resource = "*", Condition = { StringEquals = { "b" = ["2", "1"], "a" = "x" }, Bool = { "c" = "true" } } },
      ]
    }),
    "{\"Statement\": [{\"sid\": \"Lower\", \"effect\": \"Allow\", \"action\": [\"x:y\"], \"resource\": \"*\"}]}",
    "{\"Version\": \"2012-10-17\", \"Statement\": []}",
    "{}",
  ]
}

data "aws_iam_policy_document" "id" {
  source_policy_documents   = [data.aws_iam_policy_document.odd.json]
  override_policy_documents = [jsonencode({ Id = "last", Version = "2012-10-17", Statement = [{ Sid = "P", Effect = "Deny", Action = "*", Resource = "*" }, { Effect = "Allow", Action = "q:r", Resource = "*" }] })]
  policy_id                 = "own"
  version                   = "2012-10-17"
  statement {
    sid       = "P2"
    actions   = ["a:b", "a:b", "c:d"]
    resources = ["*"]
  }
}

data "aws_iam_policy_document" "empty" {
}

output "odd" {
  value = data.aws_iam_policy_document.odd.json
}

output "id" {
  value = data.aws_iam_policy_document.id.json
}

output "empty" {
  value = [data.aws_iam_policy_document.empty.json, data.aws_iam_policy_document.empty.minified_json]
}
