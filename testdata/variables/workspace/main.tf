output "all" {
  value = ["x-${terraform.workspace}", terraform.workspace == "prod" ? 1 : 2, path.root, path.module, module.child.path]
}
module "child" {
  source = "./modules/child"
}
