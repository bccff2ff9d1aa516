variable "name" {
  type = string
}

variable "public" {
  description = "Whether a policy may open the bucket to everyone."
  type        = bool
  default     = false
}

variable "versioned" {
  type    = bool
  default = true
}

variable "key_arn" {
  type = string
}
