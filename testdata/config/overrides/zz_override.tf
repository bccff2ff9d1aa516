resource "terraform_data" "a" {
  input = "${local.name}:${var.size}"
}
