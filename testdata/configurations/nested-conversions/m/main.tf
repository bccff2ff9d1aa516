variable "rules" {
  type = list(object({
    port   = number
    cidrs  = set(string)
    labels = optional(map(string))
  }))
}

variable "flags" {
  type = map(bool)
}

variable "tree" {
  type = object({
    name     = string
    children = list(object({ name = string, size = optional(number, 1) }))
  })
}

variable "mixed" {
  type = list(string)
}

output "all" {
  value = { rules = var.rules, flags = var.flags, tree = var.tree, mixed = var.mixed }
}

output "sizes" {
  value = { for child in var.tree.children : child.name => child.size }
}
