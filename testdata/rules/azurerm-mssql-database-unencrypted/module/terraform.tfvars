encrypt_warehouse = false
