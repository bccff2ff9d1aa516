variable "name" {}

variable "count_of" {
  type = number
}

resource "aws_instance" "i" {
  count         = var.count_of
  ami           = "ami-0123456789abcdef0"
  instance_type = count.index == 0 ? "t3.large" : "t3.small"
  tags          = { Name = "${var.name}-${count.index}" }
}

output "subnets" {
  value = aws_instance.i[*].tags.Name
}
