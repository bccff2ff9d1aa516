variable "name" {
  type = string
}

variable "vpc_id" {
  type = string
}

variable "edge_subnets" {
  type = list(string)
}

variable "server_subnets" {
  type = list(string)
}

variable "edge_groups" {
  type = list(string)
}

variable "server_groups" {
  type = list(string)
}

variable "certificate_arn" {
  type = string
}

variable "instance_profile" {
  type = string
}

variable "image_id" {
  type    = string
  default = "ami-0c1c30571d2dae5c9"
}

variable "instance_type" {
  type    = string
  default = "t3.small"
}

variable "ssl_policy" {
  description = "Protocols and ciphers that shoppers may use."
  type        = string
  default     = "ELBSecurityPolicy-2016-08"
}

variable "metadata_tokens" {
  description = "Whether the servers' metadata service asks for a session token."
  type        = string
  default     = "optional"
}
