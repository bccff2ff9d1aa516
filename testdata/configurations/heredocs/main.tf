locals {
  who = "world"
}

resource "terraform_data" "t" {
  input = {
    plain = <<EOT
hello ${local.who}
  kept
EOT
    dedent = <<-EOT
        first
      second ${local.who}
          third

      fourth
      EOT
    deeper = <<-EOT
      ${local.who}
        indented
    EOT
    escaped = <<EOT
no \n escape, $${literal} and %%{literal} "quoted"
EOT
    json = jsonencode(jsondecode(<<-JSON
      {"b": [1, 2.0, 1e2], "a": {"x": null}, "c": "<&>"}
    JSON
    ))
  }
}

resource "aws_iam_policy" "p" {
  name   = "p"
  policy = <<-POLICY
    {
      "Version": "2012-10-17",
      "Statement": [
        {"Effect": "Allow", "Action": "s3:Get*", "Resource": "arn:aws:s3:::${local.who}/*"}
      ]
    }
  POLICY
}

resource "aws_launch_template" "l" {
  name          = "template"
  instance_type = "t3.micro"
  user_data     = base64encode(<<-EOF
    #!/bin/sh
    echo "hello ${local.who}"
  EOF
  )
}
