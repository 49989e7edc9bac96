local Tree = {}
Tree.__index = Tree
function Tree.new(depth)
  local self = setmetatable({}, Tree)
  if depth > 0 then
    self.left = Tree.new(depth - 1)
    self.right = Tree.new(depth - 1)
  else
    self.left = nil
    self.right = nil
  end
  return self
end
function Tree:check()
  if self.left == nil then return 1 end
  return 1 + self.left:check() + self.right:check()
end

local total = 0
for i = 1, 80 do total = total + Tree.new(15):check() end
print(string.format("%g", total))
