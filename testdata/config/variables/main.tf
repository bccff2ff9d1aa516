variable "needed" {
  type = string
}

variable "from_file" {
  type    = number
  default = 1
}

variable "from_later_file" {
  default = "default"
}

variable "shape" {
  type = object({
    name = string
    size = optional(number, 3)
    tags = optional(map(string), {})
    note = optional(string)
  })
  default = {
    name = 5
    tags = { a = 1 }
  }
}

variable "list" {
  type    = list(string)
  default = [1, true, "x"]
}

variable "set" {
  type    = set(string)
  default = ["b", "a", "b"]
}

variable "not_nullable" {
  type     = string
  default  = "kept"
  nullable = false
}

variable "secret" {
  type      = string
  default   = "hidden"
  sensitive = true
}

resource "terraform_data" "all" {
  input = {
    needed          = var.needed
    from_file       = var.from_file
    from_later_file = var.from_later_file
    shape           = var.shape
    list            = var.list
    set             = var.set
    not_nullable    = var.not_nullable
    partly          = "${var.from_file}-${var.needed}"
  }
}

resource "terraform_data" "secret" {
  input = "it is ${var.secret}"
}
