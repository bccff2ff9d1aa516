first_file = "first.tfvars"
between = "first.tfvars"
second_file = "first.tfvars"
last = "first.tfvars"
