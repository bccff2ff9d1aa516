variable "bucket" {
  type = object({ bucket = string, tags = map(string) })
}

variable "data" {
  type = map(object({ input = number }))
}

output "name" {
  value = "${var.bucket.bucket}-${var.bucket.tags["A"]}"
}

output "sum" {
  value = sum([for d in var.data : d.input])
}
