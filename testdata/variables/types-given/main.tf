# What is given takes the declared type in the same way.
variable "object" {
  type = object({
    name    = string
    backup  = optional(object({ days = optional(number, 7), plan = optional(string) }))
    windows = optional(set(string), ["sun"])
    nested  = optional(map(list(object({ on = optional(bool, true) }))), {})
  })
}

variable "list" {
  type = list(object({ a = optional(string, "x"), b = optional(any) }))
}

variable "tuple" {
  type = tuple([string, object({ a = optional(number, 1) })])
}

output "all" {
  value = [var.object, var.list, var.tuple]
}
