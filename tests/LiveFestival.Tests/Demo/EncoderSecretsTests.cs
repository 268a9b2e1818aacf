using TestKit;
using TestKit.Processes;

namespace LiveFestival.Tests.Demo;

/// <summary>What everybody on the machine can see of the demo's encoders while they push.</summary>
public sealed class EncoderSecretsTests
{
    [Test]
    public async Task No_stream_key_stands_in_the_arguments_or_the_environment_of_a_process()
    {
        var keys = DemoFestival.Host.Demo.StreamKeys.Values.ToList();
        var rtmp = $"rtmp://127.0.0.1:{DemoFestival.Host.RtmpPort}/live";

        var encoders = await Eventually.ValueAsync(
            () => Task.FromResult(Encoders(rtmp) is { } found && found.Count == keys.Count ? found : null), "all encoders of the demo run");
        await Eventually.TrueAsync(async () => (await Task.WhenAll(DemoFestival.Host.Demo.StreamKeys.Keys.Select(IsLiveAsync))).All(live => live), "all encoders push");

        Assert.Multiple(() =>
        {
            foreach (var (id, line) in encoders)
                Assert.That(keys.Where(key => line.Contains(key, StringComparison.Ordinal) || Environment(id).Contains(key, StringComparison.Ordinal)), Is.Empty);
        });
    }

    private static List<(int Id, string CommandLine)> Encoders(string rtmp)
    {
        var descendants = ProcessTable.DescendantsOf(DemoFestival.Host.Process.Id);
        return [.. ProcessTable.All().Where(process => descendants.Contains(process.Id) && process.CommandLine.Contains(rtmp, StringComparison.Ordinal))];
    }

    private static string Environment(int process) => File.ReadAllText($"/proc/{process}/environ");

    private static async Task<bool> IsLiveAsync(string stage) =>
        !(await DemoFestival.Host.ChannelAsync(stage)).GetProperty("slate").GetBoolean();
}
