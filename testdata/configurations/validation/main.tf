variable "size" {
  type    = number
  default = 5
  validation {
    condition     = var.size > 0 && var.size < 10
    error_message = "The size ${var.size} is not between 0 and 10."
  }
}

variable "name" {
  type        = string
  default     = "abc"
  description = "A name."
  validation {
    condition     = can(regex("^[a-z]+$", var.name)) && length(var.name) < var.size
    error_message = "Lower case letters only."
  }
}

resource "aws_ecr_repository" "r" {
  name                 = var.name
  image_tag_mutability = var.size == 5 ? "IMMUTABLE" : "MUTABLE"
  image_scanning_configuration {
    scan_on_push = var.size > 4
  }
  encryption_configuration {
    encryption_type = "KMS"
  }
}
