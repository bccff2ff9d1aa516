resource "terraform_data" "t" {
  input = {
    case     = [upper("aé"), lower("AÉ"), title("hello wOrld"), strrev("añb")]
    trim     = [trimspace("  a\n"), trim("xxaxx", "x"), trimprefix("v1.2", "v"), trimsuffix("a.tf", ".tf"), chomp("a\n\n")]
    split    = [split(",", "a,b,,c"), join("-", ["a", "b"]), join(",", [])]
    replace  = [replace("a.b.c", ".", "-"), replace("abc123", "/[0-9]+/", "#"), replace("ab", "/(a)(b)/", "$2$1")]
    regex    = [regex("[a-z]+", "12ab"), regex("(\\d+)-(\\d+)", "1-2"), regex("(?P<n>\\w+)", "x")]
    regexall = [regexall("[a-z]", "a1b2"), regexall("(a)(b)?", "ab a")]
    substr   = [substr("hello", 1, 3), substr("hello", -3, -1), substr("héllo", 1, 1)]
    format   = [format("%s is %d%%", "x", 5), formatlist("%s-%s", ["a", "b"], "z")]
    indent   = indent(2, "a\nb\n\nc")
    starts   = [startswith("abc", "ab"), endswith("abc", "bc"), strcontains("abc", "b")]
    base64   = [base64encode("héllo"), base64decode("aGk=")]
    hashes   = [md5("a"), sha1("a"), sha256("a")]
    url      = urlencode("a b&c=d/é")
    time     = [timeadd("2024-01-01T00:00:00Z", "36h"), formatdate("DD MMM YYYY", "2024-02-03T04:05:06Z")]
    uuid     = uuidv5("dns", "example.com")
    json     = [jsondecode("{\"a\":[1,null]}").a, jsonencode({ b = 1, a = "x" })]
    yaml     = yamlencode({ a = 1, b = ["x"] })
    csv      = csvdecode("a,b\n1,2\n")
  }
}
