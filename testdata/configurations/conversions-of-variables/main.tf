variable "numbers_as_text" {
  type    = list(string)
  default = [1.0, 1.50, 1e3, true]
}

variable "text_as_numbers" {
  type    = list(number)
  default = ["1.0", "0010", "1e2", "-5"]
}

variable "set_from_list" {
  type    = set(string)
  default = [3, 20, 1]
}

variable "map_from_object" {
  type    = map(string)
  default = { b = 1, a = true, "1" = null }
}

variable "object_from_map" {
  type    = object({ a = number, b = optional(list(number), [7]) })
  default = { a = "5", b = null }
}

variable "nested_sets" {
  type    = map(set(number))
  default = { x = [2, "1", 2], y = [] }
}

variable "optional_any" {
  type    = object({ any = optional(any, { z = 1 }), list = optional(list(any), []) })
  default = { list = ["a", 1] }
}

variable "deep_defaults" {
  type = list(object({
    name = string
    conf = optional(object({ on = optional(bool, true), tags = optional(map(string), { d = "e" }), sub = optional(object({ n = optional(number, 3) })) }), {})
  }))
  default = [{ name = "a" }, { name = "b", conf = { on = null, sub = {} } }, { name = "c", conf = null }, { name = "d", conf = { tags = null } }]
}

resource "terraform_data" "t" {
  input = {
    a = var.numbers_as_text
    b = var.text_as_numbers
    c = var.set_from_list
    d = var.map_from_object
    e = var.object_from_map
    f = var.nested_sets
    g = var.optional_any
    h = var.deep_defaults
    i = [for s in var.set_from_list : s]
    j = keys(var.map_from_object)
  }
}
