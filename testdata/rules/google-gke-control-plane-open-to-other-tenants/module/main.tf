module "cluster" {
  source = "./cluster"

  name = "shop"
  authorized = [
    { name = "office", range = "198.51.100.0/24" },
    { name = "anywhere", range = "0.0.0.0/0" },
  ]
}
