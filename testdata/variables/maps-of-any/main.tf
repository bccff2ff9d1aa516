# The elements of all maps come to one type together.
variable "texts" {
  type    = list(map(any))
  default = [{ a = 1 }, { b = "x" }]
}

variable "nulls" {
  type    = list(map(any))
  default = [{ a = null }, { b = true }, {}]
}

variable "numbers" {
  type    = map(map(any))
  default = { a = { x = 1 }, b = { y = null } }
}

output "texts" {
  value = var.texts
}

output "nulls" {
  value = var.nulls
}

output "numbers" {
  value = var.numbers
}
