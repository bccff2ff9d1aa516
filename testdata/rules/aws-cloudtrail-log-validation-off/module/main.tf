module "trail" {
  source = "./trail"

  settings = {
    name = "audit"
  }
}
