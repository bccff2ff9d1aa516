variable "name" {
  type = string
}

variable "instance_class" {
  type = string
}

variable "storage" {
  type = number
}

variable "backup_days" {
  description = "Days for which daily backups are kept."
  type        = number
  default     = 14
}

variable "password" {
  type      = string
  sensitive = true
}

variable "subnets" {
  type = list(string)
}

variable "groups" {
  type = list(string)
}

variable "kms_key_arn" {
  type = string
}
