variable "name" {
  type = string
}

variable "public" {
  type    = bool
  default = false
}

resource "aws_s3_bucket" "this" {
  bucket = var.name
}

module "block" {
  source = "./block"

  bucket = aws_s3_bucket.this.id
  open   = var.public
}
