config {
  regions = ["eu-*"]
}
