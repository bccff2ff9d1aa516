# Every action: no-op, update, replace, delete, forget, create.
resource "terraform_data" "same" {
  input = "same"
}

resource "terraform_data" "updated" {
  input = { after = terraform_data.created.id }
}

resource "terraform_data" "replaced" {
  triggers_replace = "after"
  input            = terraform_data.same.output
}

resource "terraform_data" "created" {
  input = sensitive("new")
}

removed {
  from = terraform_data.forgotten
  lifecycle {
    destroy = false
  }
}

output "same" {
  value = terraform_data.same.output
}
