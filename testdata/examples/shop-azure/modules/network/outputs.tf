output "subnets" {
  value = { for name, subnet in azurerm_subnet.this : name => subnet.id }
}
