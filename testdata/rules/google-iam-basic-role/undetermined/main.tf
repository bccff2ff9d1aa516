variable "role" {
  type = string
}

data "google_project" "shop" {}

resource "google_project_iam_member" "team" {
  project = "shop"
  role    = var.role
  #         ???????? google-iam-basic-role
  member = "group:shop@example.com"
}

# The number is not known, so neither is whether this is Google's own agent.
resource "google_project_iam_member" "agent" {
  project = "shop"
  role    = "roles/editor"
  #         ?????????????? google-iam-basic-role
  member = "serviceAccount:${data.google_project.shop.number}@cloudservices.gserviceaccount.com"
}
