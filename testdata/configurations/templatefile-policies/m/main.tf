variable "name" {}

output "text" {
  value = templatefile("${path.module}/hello.tftpl", { name = var.name, list = [1, 2] })
}
