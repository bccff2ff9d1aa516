resource "google_redis_instance" "plain" {
  name           = "sessions"
  region         = "europe-west1"
  memory_size_gb = 1
}
