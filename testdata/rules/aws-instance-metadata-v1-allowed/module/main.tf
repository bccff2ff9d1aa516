module "workers" {
  source = "./workers"
  count  = 2

  name            = "workers-${count.index}"
  metadata_tokens = "optional"
}
