local function run(n)
  local same = 0
  for i = 1, n do
    local s = ""
    for j = 1, 20 do s = s .. "ab" end
    if s == "abababababababababababababababababababab" then same = same + 1 end
    if s == "xbababababababababababababababababababab" then same = same - 1 end
  end
  print(same)
end

run(1200000)
