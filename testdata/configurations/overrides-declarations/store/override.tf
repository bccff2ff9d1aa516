output "all" {
  value = "overridden ${var.name} ${var.size}"
}
