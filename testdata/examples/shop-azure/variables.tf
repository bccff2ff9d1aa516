variable "subscription_id" {
  description = "The subscription that the shop runs in."
  type        = string
}

variable "name" {
  description = "Names everything that belongs to this shop."
  type        = string
  default     = "shop"
}

variable "location" {
  description = "The region of the shop."
  type        = string
  default     = "westeurope"
}

variable "archive_location" {
  description = "The region that old orders are moved to."
  type        = string
  default     = "westeurope"
}

variable "admin_networks" {
  description = "The networks that administrators come from."
  type        = list(string)
  default     = ["198.51.100.0/24"]
}

variable "operator_key" {
  description = "The public key of the operators."
  type        = string
}

variable "database_password" {
  description = "The password of the database's administrator."
  type        = string
  sensitive   = true
}

variable "deploy_principal_id" {
  description = "The pipeline that rolls out the shop."
  type        = string
}

variable "support_principal_id" {
  description = "The group that helps customers."
  type        = string
}

variable "databases" {
  description = "The databases of the shop."
  type = map(object({
    sku       = string
    encrypted = optional(bool, true)
    keep_days = optional(number, 14)
  }))
}
