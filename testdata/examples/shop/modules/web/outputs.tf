output "address" {
  value = aws_lb.this.dns_name
}
