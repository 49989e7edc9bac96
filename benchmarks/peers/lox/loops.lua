function run(rounds)
  local sum = 0.0
  local i = 0.0
  while i < rounds do
    local j = 0.0
    while j < 1000 do
      sum = sum + i * j - sum / 2
      j = j + 1
    end
    i = i + 1
  end
  return sum
end

print(string.format("%g", run(120000)))
