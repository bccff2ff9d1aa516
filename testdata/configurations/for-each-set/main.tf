variable "names" {
  type    = list(string)
  default = ["web", "api", "web", "worker"]
}

resource "aws_kms_key" "k" {
  for_each                = toset(var.names)
  description             = "key of ${each.value}"
  enable_key_rotation     = each.key != "worker"
  deletion_window_in_days = length(each.key) + 7
}

resource "aws_kms_alias" "a" {
  for_each      = toset(concat(var.names, ["extra"]))
  name          = "alias/${each.key}"
  target_key_id = try(aws_kms_key.k[each.value].key_id, aws_kms_key.k["web"].key_id)
}

resource "terraform_data" "keys" {
  for_each = setunion(toset(["a"]), ["b", "c d"])
  input    = "${each.key}=${each.value}"
}

resource "terraform_data" "empty" {
  for_each = toset([])
  input    = each.key
}

output "keys" {
  value = [keys(aws_kms_key.k), keys(terraform_data.keys), length(terraform_data.empty)]
}
