# Defaults take the declared type: conversions, optional attributes and their defaults, nested.
variable "strings" {
  type    = list(string)
  default = [1, true, "a", null]
}

variable "set" {
  type    = set(string)
  default = ["b", "a", "b", 1]
}

variable "map" {
  type    = map(number)
  default = { a = "1", b = 2 }
}

variable "any_list" {
  type    = list(any)
  default = [1, "a"]
}

variable "any_map" {
  type = map(any)
  default = {
    a = { x = 1 }
    b = { x = "y" }
  }
}

variable "tuple" {
  type    = tuple([string, number])
  default = [1, "2"]
}

variable "object" {
  type = object({
    name  = string
    size  = optional(number)
    class = optional(string, "standard")
    tags  = optional(map(string), { team = "none" })
    disk = optional(object({
      encrypted = optional(bool, true)
      size      = optional(number, 8)
      labels    = optional(list(string), [])
    }), {})
  })
  default = {
    name  = 12
    extra = "dropped"
    disk  = { size = "20" }
  }
}

variable "objects" {
  type = map(object({
    port     = number
    protocol = optional(string, "tcp")
    ranges   = optional(list(object({ cidr = string, open = optional(bool, false) })), [{ cidr = "10.0.0.0/8" }])
  }))
  default = {
    ssh = { port = "22" }
    web = { port = 443, protocol = null, ranges = [{ cidr = "0.0.0.0/0", open = "true" }, { cidr = "::/0" }] }
  }
}

variable "null_object" {
  type    = object({ a = optional(string, "x") })
  default = null
}

variable "list_of_lists" {
  type    = list(list(string))
  default = [[1], [], ["a"]]
}

variable "set_of_objects" {
  type    = set(object({ a = string, b = optional(number, 1) }))
  default = [{ a = "x" }, { a = "x", b = 1 }, { a = "y" }]
}

variable "from_set" {
  type    = list(string)
  default = ["b", "a"]
}

variable "bare_list" {
  type    = list
  default = [1, 2]
}

variable "bare_map" {
  type    = map
  default = { a = 1 }
}

output "all" {
  value = {
    strings        = var.strings
    set            = var.set
    map            = var.map
    any_list       = var.any_list
    any_map        = var.any_map
    tuple          = var.tuple
    object         = var.object
    objects        = var.objects
    null_object    = var.null_object
    list_of_lists  = var.list_of_lists
    set_of_objects = var.set_of_objects
    from_set       = var.from_set
    bare_list      = var.bare_list
    bare_map       = var.bare_map
  }
}
