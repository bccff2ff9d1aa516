# A module that `terraform init` fetched is read where it was put.

module "volume" {
  source    = "example.com/acme/volume/aws"
  version   = "1.2.3"
  encrypted = false
}
