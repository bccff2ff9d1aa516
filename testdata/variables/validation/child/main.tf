variable "id" {
  validation {
    condition     = var.id == "x"
    error_message = "It is not x."
  }
}
