variable "create" {
  default = true
}

module "on" {
  source = "./m"
  count  = var.create ? 1 : 0
}

module "off" {
  source = "./m"
  count  = var.create ? 0 : 1
}

resource "aws_s3_bucket_logging" "l" {
  count         = length(module.on)
  bucket        = module.on[count.index].bucket
  target_bucket = one(module.on[*].bucket)
  target_prefix = try(module.off[0].bucket, "absent/")
}

output "on" {
  value = one(module.on[*].bucket)
}

output "off" {
  value = one(module.off[*].bucket)
}

output "joined" {
  value = join(",", concat(module.on[*].bucket, module.off[*].bucket))
}
