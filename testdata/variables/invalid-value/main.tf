variable "region" {
  type = string
  validation {
    condition     = startswith(var.region, "eu-")
    error_message = "Choose a region in Europe, not ${var.region}."
  }
}
