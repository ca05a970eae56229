# Adds a target of the shop.
function(add_shop name)
  add_library(${name} shop.c)
endfunction()
