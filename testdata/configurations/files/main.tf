locals {
  documents = { for f in fileset(path.module, "data/*.json") : trimsuffix(basename(f), ".json") => jsondecode(file("${path.module}/${f}")) }
}

resource "terraform_data" "t" {
  input = {
    files     = fileset("${path.module}/data", "**")
    text      = file("${path.module}/data/plain.txt")
    trimmed   = trimspace(file("data/plain.txt"))
    documents = local.documents
    exists    = [fileexists("data/plain.txt"), fileexists("data/nothing.txt")]
    encoded   = filebase64("data/plain.txt")
    sum       = filesha256("data/plain.txt")
    rendered  = templatefile("${path.module}/data/unit.tftpl", { name = "app", ports = [80, 443], env = { A = "1", B = "2" } })
    lines     = split("\n", chomp(file("data/plain.txt")))
  }
}

resource "aws_ssm_parameter" "p" {
  for_each = local.documents
  name     = "/app/${each.key}"
  type     = "String"
  value    = jsonencode(each.value)
}

resource "aws_iam_role" "r" {
  name               = "r"
  assume_role_policy = templatefile("data/trust.json.tftpl", { services = ["ec2", "lambda"] })
}
