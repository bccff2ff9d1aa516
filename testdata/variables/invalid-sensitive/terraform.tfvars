key = "hunter2"
