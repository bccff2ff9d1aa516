variable "office" {
  type    = list(string)
  default = ["0.0.0.0/0"]
}

module "ssh" {
  source = "./rule"

  name  = "shop-ssh"
  from  = var.office
  ports = [22]
}

module "web" {
  source = "./rule"

  name  = "shop-web"
  from  = var.office
  ports = [443]
}
