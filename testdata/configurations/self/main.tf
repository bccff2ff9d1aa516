resource "terraform_data" "t" {
  input = { name = "x", size = 3 }

  lifecycle {
    precondition {
      condition     = length(path.module) == 1
      error_message = "never"
    }
    postcondition {
      condition     = self.input.size == 3
      error_message = "size is ${self.input.size}"
    }
  }

  provisioner "local-exec" {
    command = "echo ${self.input.name} ${self.id}"
    environment = {
      NAME = self.input.name
    }
  }

  provisioner "local-exec" {
    when       = destroy
    on_failure = continue
    command    = "echo ${self.output.name}"
  }
}

resource "aws_sqs_queue" "q" {
  count                     = 2
  name                      = "q${count.index}"
  message_retention_seconds = 60 * (count.index + 1)
  lifecycle {
    postcondition {
      condition     = self.message_retention_seconds >= 60
      error_message = "too short"
    }
  }
  connection {
    host = self.name
  }
}

output "input" {
  value = terraform_data.t.input
  precondition {
    condition     = terraform_data.t.input.size > 2
    error_message = "never"
  }
}
