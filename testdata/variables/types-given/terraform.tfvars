object = {
  name   = true
  backup = { plan = 5 }
  nested = { a = [{}, { on = false }, { on = null }] }
  other  = 1
}
list  = [{}, { a = null, b = 1 }, { a = "y", b = 2 }]
tuple = [1, {}]
