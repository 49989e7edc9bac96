local function run(n)
  local b = { x = 0.0, y = 0.0, z = 0.0, vx = 1.0, vy = 2.0, vz = 3.0 }
  for i = 1, n do
    b.x = b.x + b.vx
    b.y = b.y + b.vy
    b.z = b.z + b.vz
  end
  print(string.format("%g", b.x + b.y + b.z))
end

run(60000000)
