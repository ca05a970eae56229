type
  Item* = object
    name: string
    price: int

const Limit = 10

# Adds up the prices.
proc total*(items: seq[Item]): int =
  for item in items:
    result += item.price

template checked(body: untyped) =
  body

iterator pairs2(items: seq[Item]): int =
  for item in items:
    yield item.price
