local Toggle = {}
Toggle.__index = Toggle
function Toggle.init(self, state) self.state = state; return self end
function Toggle.value(self) return self.state end
function Toggle.activate(self) self.state = not self.state; return self end

local NthToggle = setmetatable({}, { __index = Toggle })
NthToggle.__index = NthToggle
function NthToggle.init(self, state, most)
  Toggle.init(self, state)
  self.most = most
  self.count = 0
  return self
end
function NthToggle.activate(self)
  self.count = self.count + 1
  if self.count >= self.most then
    Toggle.activate(self)
    self.count = 0
  end
  return self
end

local function run(n)
  local value = true
  local toggle = Toggle.init(setmetatable({}, Toggle), value)
  for i = 1, n do value = toggle:activate():value() end
  print(toggle:value())
  local ntoggle = NthToggle.init(setmetatable({}, NthToggle), true, 3)
  for i = 1, n do value = ntoggle:activate():value() end
  print(ntoggle:value())
end

run(24000000)
