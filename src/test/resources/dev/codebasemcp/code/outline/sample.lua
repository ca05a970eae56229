-- Module words.
local M = {}
local api = require("api")
local LIMIT = 3

---@class Shop
---@field name string
local Shop = {}

--- Sells.
function M.sell(id)
  local inner = function() return 1 end
  return id
end

function Shop:open(path)
  if path then
    return
  end
end

local helper = function(x)
  return x
end

M.defaults = {
  a = 1,
}

--[[ long
words ]]
local function late() end

return M
