not_nullable    = null
from_later_file = "a.auto.tfvars"
