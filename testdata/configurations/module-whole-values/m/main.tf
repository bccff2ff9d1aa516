variable "config" {
  type = object({
    name  = string
    ports = list(number)
    tags  = optional(map(string), { made = "default" })
  })
}

resource "terraform_data" "t" {
  for_each = toset([for p in var.config.ports : "p${p}"])
  input    = { name = var.config.name, port = each.key }
}

output "result" {
  value = var.config
}

output "inputs" {
  value = { for k, t in terraform_data.t : k => t.input.name }
}
