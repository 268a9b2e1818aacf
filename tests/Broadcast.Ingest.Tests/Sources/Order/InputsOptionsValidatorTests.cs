using Broadcast.Chat.Spine.Settings;
using Broadcast.Ingest.Sources.Order;

namespace Broadcast.Ingest.Tests.Sources.Order;

internal sealed class InputsOptionsValidatorTests
{
    private static readonly InputOptions Push = new() { Kind = "push" };
    private static readonly InputOptions Srt = new() { Kind = "srt", Port = 9000 };

    private static readonly TestCaseData<InputOptions, string>[] Faults =
    [
        new(new InputOptions { Kind = "rtsp" }, "Ingest:Inputs:gushi:0:Kind must be push"),
        new(new InputOptions { Kind = "rtmp" }, "Ingest:Inputs:gushi:0:Url must be a URL that begins with rtmp://"),
        new(new InputOptions { Kind = "hls", Url = "file:///etc/passwd" }, "Ingest:Inputs:gushi:0:Url must be a URL that begins with http://"),
        new(new InputOptions { Kind = "hls", Url = "http://host/a b\" -i x" }, "Ingest:Inputs:gushi:0:Url"),
        new(new InputOptions { Kind = "file", Path = "/nowhere/at.all" }, "Ingest:Inputs:gushi:0:Path names a file that does not exist"),
        new(Srt with { Port = 0 }, "Ingest:Inputs:gushi:0:Port must be set"),
        new(Srt with { Passphrase = "short" }, "Ingest:Inputs:gushi:0:Passphrase must have 10-79"),
        new(Srt with { Address = "here" }, "Ingest:Inputs:gushi:0:Address must be an IP address"),
        new(Srt with { Latency = TimeSpan.FromMinutes(1) }, "Ingest:Inputs:gushi:0:Latency must be from 00:00:00.020 to 00:00:10, and is 00:01:00."),
        new(Push with { Transcode = "perhaps" }, "Ingest:Inputs:gushi:0:Transcode must be auto"),
        new(Push with { Timeout = TimeSpan.Zero }, "Ingest:Inputs:gushi:0:Timeout must be from 00:00:01 to 00:01:00, and is 00:00:00."),
    ];

    [TestCaseSource(nameof(Faults))]
    public void A_fault_is_named_with_its_key_and_without_the_value(InputOptions input, string expected)
    {
        var failures = Validate(input);

        Assert.That(failures, Has.Exactly(1).StartsWith(expected));
        Assert.That(failures, Has.None.Contains("short").And.None.Contains("passwd"));
    }

    [Test]
    public void Two_pushes_and_shared_ports_are_faults_and_all_are_reported_at_once()
    {
        var options = new InputsOptions();
        options.Stages["gushi"] = [Push, Push, Srt];
        options.Stages["suning"] = [Srt];

        var failures = new InputsOptionsValidator().Validate(null, options).Failures!.ToList();

        Assert.That(failures, Has.Exactly(1).Contains("Ingest:Inputs:gushi lists push more than once"));
        Assert.That(failures, Has.Exactly(1).Contains("Ingest:Inputs:gushi:2:Port and Ingest:Inputs:suning:0:Port are the same port"));
    }

    [Test]
    public void What_is_right_passes() =>
        Assert.That(Validate(Push, Srt with { Passphrase = "long enough?".Replace(" ", "-", StringComparison.Ordinal) }, new InputOptions { Kind = "RTMP", Url = "rtmps://host/live/key" }), Is.Empty);

    private static IEnumerable<string> Validate(params InputOptions[] inputs)
    {
        var options = new InputsOptions();
        options.Stages["gushi"] = inputs;
        return [.. SettingFaults.In(options, InputsOptions.Section), .. new InputsOptionsValidator().Validate(null, options).Failures ?? []];
    }
}
