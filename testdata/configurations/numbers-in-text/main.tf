resource "terraform_data" "t" {
  input = {
    text      = ["${1}", "${1.0}", "${1.50}", "${1e21}", "${1e-7}", "${123456789012345678901234567890}", "${0.1 + 0.2}", "${1 / 3}"]
    tostring  = [tostring(1.0), tostring(1e5), tostring(1e100)]
    json      = jsonencode([1.0, 1.50, 1e21, 1e-7, 123456789012345678901234567890, 1 / 3])
    formatted = [format("%d", 3.0), format("%.2f", 1 / 3), format("%05d|%-5s|%5s|%x|%q|%v", 42, "a", "b", 255, "q", [1, "x"])]
    parsed    = [parseint("ff", 16), parseint("-101", 2)]
    rounded   = [ceil(1.2), floor(-1.2), abs(-3), max(1, 5, 3), min(4, 2), signum(-9), log(8, 2), pow(2, 10)]
  }
}
