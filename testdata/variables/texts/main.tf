# A text is the value itself where the type is a plain one or none, and an expression otherwise.
variable "untyped" {}
variable "untyped_list" { default = [] }
variable "string" { type = string }
variable "quoted" { type = string }
variable "null" { type = string }
variable "number" { type = number }
variable "exponent" { type = number }
variable "bool" { type = bool }
variable "bool_digit" { type = bool }
variable "any" { type = any }
variable "any_string" { type = any }
variable "list" { type = list(string) }
variable "set" { type = set(number) }
variable "map" { type = map(string) }
variable "object" {
  type = object({
    a = string
    b = optional(number, 3)
  })
}
variable "lines" { type = list(number) }
variable "heredoc" { type = list(string) }
variable "equals" { type = string }
variable "empty" { type = string }

output "all" {
  value = [
    var.untyped, var.untyped_list, var.string, var.quoted, var.null, var.number, var.exponent, var.bool,
    var.bool_digit, var.any, var.any_string, var.list, var.set, var.map, var.object, var.lines, var.equals, var.empty,
    var.heredoc,
  ]
}
