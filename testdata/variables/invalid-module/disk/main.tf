variable "size" {
  validation {
    condition     = var.size < 10
    error_message = "Too large."
  }
}
