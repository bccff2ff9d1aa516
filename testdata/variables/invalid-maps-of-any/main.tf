variable "given" {
  type    = list(map(any))
  default = [{ a = 1, c = null }, { b = true, d = null }]
}

output "given" {
  value = var.given
}
