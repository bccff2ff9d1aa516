a = "hunter2"
