// Runs an ONNX file in onnxruntime-node: node run-onnx.js MODULES MODEL INPUTS, where INPUTS is a JSON file {name: {type, dims, data}}.
// Prints {name: {dims, data}} of the outputs as JSON.
const [, , modules, model, inputs] = process.argv;
const fs = require('fs');
const path = require('path');
const ort = require(path.join(modules, 'onnxruntime-node'));

async function main() {
  // One thread each: the test stands beside others on a small machine.
  const session = await ort.InferenceSession.create(model, { intraOpNumThreads: 1, interOpNumThreads: 1, logSeverityLevel: 3 });
  const feeds = {};
  for (const [name, tensor] of Object.entries(JSON.parse(fs.readFileSync(inputs, 'utf8')))) {
    const data = tensor.type === 'int32' ? Int32Array.from(tensor.data) : Float32Array.from(tensor.data);
    feeds[name] = new ort.Tensor(tensor.type, data, tensor.dims);
  }
  const results = await session.run(feeds);
  const shown = {};
  for (const [name, tensor] of Object.entries(results)) shown[name] = { dims: tensor.dims, data: Array.from(tensor.data) };
  process.stdout.write(JSON.stringify(shown));
}

main().catch((error) => {
  process.stderr.write(String(error.message || error));
  process.exit(1);
});
