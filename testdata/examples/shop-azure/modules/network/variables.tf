variable "name" {
  type = string
}

variable "resource_group" {
  type = string
}

variable "location" {
  type = string
}

variable "range" {
  type = string
}

variable "subnets" {
  type = map(object({
    range     = string
    endpoints = optional(list(string), [])
  }))
}

variable "inbound" {
  description = "What is let in, by subnet."
  type = map(map(object({
    priority = number
    port     = string
    from     = list(string)
  })))
}
