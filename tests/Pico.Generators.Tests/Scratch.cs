using Pico.Generators.Emit;
using Pico.Generators.Passes;
using Pico.Generators.Tests.Models;
namespace Pico.Generators.Tests;
public class Scratch
{
    [Fact]
    public void Dump()
    {
        var model = ModelHarness.Lower(File.ReadAllText("/tmp/scratch.cs"));
        var text = new System.Text.StringBuilder();
        foreach (var entry in model.EntryPoints)
        {
            Recipe.Run(entry.Evaluation, model, false, (pass, t) => { if (pass is "Fuse") text.Append("== " + entry.Name + " " + pass + "\n" + t); });
            if (entry.IsLoss) Recipe.Run(entry.Training, model, true, (pass, t) => { if (pass is "Fuse") text.Append("== " + entry.Name + " " + pass + "\n" + t); });
        }
        foreach (var (hint, t) in ModelEmitter.Emit(model)) text.Append("//// " + hint + "\n" + t);
        File.WriteAllText("/tmp/scratch.out", text.ToString());
    }
}
