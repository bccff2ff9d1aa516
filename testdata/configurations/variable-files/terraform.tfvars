from_terraform_tfvars = "terraform.tfvars"
from_auto             = "overruled"
from_later_auto       = "overruled"
