resource "aws_instance" "required" {
  ami           = "ami-0c1c30571d2dae5c9"
  instance_type = "t3.micro"

  metadata_options {
    http_tokens = "required"
  }
}

resource "aws_instance" "no_metadata" {
  ami           = "ami-0c1c30571d2dae5c9"
  instance_type = "t3.micro"

  metadata_options {
    http_endpoint = "disabled"
  }
}

resource "aws_launch_template" "required" {
  name          = "required"
  image_id      = "ami-0c1c30571d2dae5c9"
  instance_type = "t3.micro"

  metadata_options {
    http_endpoint = "enabled"
    http_tokens   = "required"
  }
}

# Takes the options of its template over.
resource "aws_instance" "from_template" {
  launch_template {
    id = aws_launch_template.required.id
  }
}

resource "aws_instance" "from_named_template" {
  launch_template {
    name = aws_launch_template.required.name
  }
}
