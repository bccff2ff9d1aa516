variable "any_list" {
  type    = list(any)
  default = [1, "a", true]
}

variable "any_map" {
  type    = map(any)
  default = { a = 1, b = "x" }
}

variable "any" {
  type    = any
  default = [1, "a", { x = true }]
}

variable "tuple" {
  type    = tuple([string, number, bool])
  default = [1, "2", "true"]
}

variable "set" {
  type    = set(number)
  default = [10, 9, "10", 1]
}

variable "matrix" {
  type    = list(list(string))
  default = [[1], ["a", true], []]
}

variable "object" {
  type    = object({ n = number, l = list(string), m = map(bool) })
  default = { n = "12", l = [1, 2], m = { a = "true" }, dropped = "x" }
}

variable "bare" {
  default = { list = [1, "a"], object = { a = null } }
}

variable "list_of_objects" {
  type    = list(object({ name = string, on = optional(bool, true) }))
  default = [{ name = "a" }, { name = "b", on = false, other = 1 }]
}

variable "null_default" {
  type    = list(string)
  default = null
}

resource "terraform_data" "t" {
  input = {
    any_list     = var.any_list
    any_map      = var.any_map
    any          = var.any
    tuple        = var.tuple
    set          = var.set
    matrix       = var.matrix
    object       = var.object
    bare         = var.bare
    objects      = var.list_of_objects
    null_default = var.null_default
    names        = var.list_of_objects[*].name
  }
}

output "types" {
  value = [tostring(1), tonumber("1.50"), tobool("true"), tolist(["a", 1]), toset(["b", "a"]), tomap({ a = 1, b = "c" })]
}
