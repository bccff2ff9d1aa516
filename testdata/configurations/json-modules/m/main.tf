resource "terraform_data" "t" {
  input = var.settings
}

output "text" {
  value = "${var.name}:${var.settings.size}:${join("", var.settings.list)}:${var.settings.extra}"
}
