from_file       = "7"
from_later_file = "terraform.tfvars"
