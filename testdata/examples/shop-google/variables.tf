variable "project" {
  description = "The project that the shop runs in."
  type        = string
  default     = "shop-production"
}

variable "region" {
  description = "The region of the shop."
  type        = string
  default     = "europe-west1"
}

variable "reports_location" {
  description = "Where the monthly reports are kept."
  type        = string
  default     = "EU"
}

variable "admin_ranges" {
  description = "The networks that administrators come from."
  type        = list(string)
  default     = ["198.51.100.0/24"]
}

variable "databases" {
  description = "The databases of the shop."
  type = map(object({
    tier    = string
    version = optional(string, "POSTGRES_16")
    tls     = optional(string, "ENCRYPTED_ONLY")
    backup  = optional(bool, true)
  }))
}

variable "debug" {
  description = "Whether machines can be looked into when they hang."
  type        = bool
  default     = true
}
