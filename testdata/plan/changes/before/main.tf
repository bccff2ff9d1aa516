resource "terraform_data" "same" {
  input = "same"
}

resource "terraform_data" "updated" {
  input = { before = true }
}

resource "terraform_data" "replaced" {
  triggers_replace = "before"
}

resource "terraform_data" "deleted" {
  input = "gone"
}

resource "terraform_data" "forgotten" {
  input = "forgotten"
}
