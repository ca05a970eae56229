module Orders

# What a shop sells.
struct Item
    name::String
    price::Int
end

abstract type Store end

"""
Adds up the prices.
"""
function total(items::Vector{Item})
    sum(item.price for item in items)
end

double(x) = 2x

macro check(expression)
    esc(expression)
end

const LIMIT = 10

end
