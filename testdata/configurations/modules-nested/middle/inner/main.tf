variable "name" {}

variable "depth" {}

resource "aws_sns_topic" "t" {
  name         = "${var.name}-${var.depth}"
  display_name = basename(path.module)
}

resource "terraform_data" "t" {
  input = [path.module, path.root, var.depth]
}

output "path" {
  value = "${aws_sns_topic.t.name}@${path.module}"
}
