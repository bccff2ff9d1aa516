variable "service" {
  type = object({
    name     = string
    port     = optional(number, 8080)
    public   = optional(bool)
    labels   = optional(map(string), {})
    scaling = optional(object({
      min = optional(number, 1)
      max = optional(number, 3)
    }), {})
    volumes = optional(list(object({
      size = number
      kind = optional(string, "gp3")
    })), [])
  })
  default = {
    name    = "api"
    volumes = [{ size = "20" }, { size = 50, kind = "gp2" }]
  }
}

module "m" {
  source = "./m"
  services = {
    a = {}
    b = { port = "9090", tags = ["x"], extra = "dropped" }
    c = { port = null, tags = null }
  }
}

resource "terraform_data" "t" {
  input = var.service
}

resource "aws_ebs_volume" "v" {
  count             = length(var.service.volumes)
  availability_zone = "eu-west-1a"
  size              = var.service.volumes[count.index].size
  type              = var.service.volumes[count.index].kind
  encrypted         = coalesce(var.service.public, true)
}

output "services" {
  value = module.m.services
}
