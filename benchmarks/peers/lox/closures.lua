local function counter(step)
  local count = 0.0
  return function()
    count = count + step
    return count
  end
end

local function run(n)
  local sum = 0.0
  for i = 0, n - 1 do
    local next = counter(i)
    next()
    next()
    sum = sum + next()
  end
  print(string.format("%g", sum))
end

run(12000000)
