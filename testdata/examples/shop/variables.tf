variable "region" {
  description = "Where the shop runs."
  type        = string
  default     = "eu-west-1"
}

variable "reports_region" {
  description = "Where reports are copied for the analysts."
  type        = string
  default     = "eu-central-1"
}

variable "environment" {
  description = "Name of the stage: it becomes part of every name."
  type        = string

  validation {
    condition     = contains(["production", "staging"], var.environment)
    error_message = "The stage is production or staging."
  }
}

variable "vpc_cidr" {
  type    = string
  default = "10.20.0.0/16"
}

variable "admin_cidrs" {
  description = "Networks from which operators reach the bastion."
  type        = list(string)
  default     = ["198.51.100.0/24"]
}

variable "database" {
  description = "Size and care of the order database."
  type = object({
    instance_class = string
    storage        = number
    backup_days    = number
  })
}

variable "volumes" {
  description = "Data volumes of the search nodes, by name."
  type = map(object({
    zone = string
    size = number
  }))
  default = {}
}

variable "encrypt_volumes" {
  type    = bool
  default = true
}

variable "certificate_arn" {
  description = "Certificate of the shop's public name."
  type        = string
}

variable "database_password" {
  description = "Password of the database's first user."
  type        = string
  sensitive   = true
}
