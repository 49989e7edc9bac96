local Point = {}
Point.__index = Point
function Point.new(x, y)
  local self = setmetatable({}, Point)
  self.x = x
  self.y = y
  return self
end

local function run(n)
  local sum = 0.0
  for i = 0, n - 1 do
    local p = Point.new(i, 1)
    sum = sum + p.x + p.y
  end
  print(string.format("%g", sum))
end

run(12000000)
