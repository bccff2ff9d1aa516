# Values that come through two module calls.

module "clear" {
  source  = "./outer"
  protect = false
}

module "safe" {
  source  = "./outer"
  protect = true
  days    = 30
}
