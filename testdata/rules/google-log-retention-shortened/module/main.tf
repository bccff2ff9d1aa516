# plan.json is written by hand, since no provider was at hand to make it.

module "a" {
  source  = "./m"
  setting = 30
}
