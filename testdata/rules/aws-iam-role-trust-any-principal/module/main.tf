module "open" {
  source = "./role"

  name = "open"
}

module "closed" {
  source = "./role"

  name    = "closed"
  trusted = ["arn:aws:iam::123456789012:root"]
}
