using System.Net.Http.Json;
using System.Text.Json;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.State;
using Broadcast.Chat.Spine.State;
using Broadcast.Ingest.Sources.Alarms;
using Broadcast.Ingest.Tests.Playout;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TestKit;

namespace Broadcast.Ingest.Tests.Monitor;

/// <summary>Real sources that fail in several ways and recover: every alarm that was raised clears.</summary>
internal sealed class AlarmRunTests
{
    private static readonly StageId Zhanyi = StageId.Parse("zhanyi");
    private static readonly StageId Gushi = StageId.Parse("gushi");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Test]
    public async Task A_picture_that_turns_black_or_stands_still_and_sound_that_falls_silent_are_alarms_until_they_are_back()
    {
        await using var host = await ChannelsHost.StartAsync(builder => builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Ingest:Alarms:Rules:picture.black:RaiseAfter"] = "00:00:01",
            ["Ingest:Alarms:Rules:picture.frozen:Raise"] = "3",
            ["Ingest:Alarms:Rules:picture.frozen:Clear"] = "1",
            ["Ingest:Alarms:Rules:audio.silent:RaiseAfter"] = "00:00:01",
        }));
        var alarms = host.Services.GetRequiredService<StageAlarms>();
        // Two stages at once, so that one run of the clock shows both.
        await using var first = ScriptedEncoder.Start(
            host.RtmpUrl("zhanyi"),
            (ScriptedEncoder.MovingRed, ScriptedEncoder.Tone, 3),
            (ScriptedEncoder.Black, ScriptedEncoder.Tone, 7),
            (ScriptedEncoder.MovingRed, ScriptedEncoder.Tone, 60));
        await using var second = ScriptedEncoder.Start(
            host.RtmpUrl("gushi"),
            (ScriptedEncoder.MovingRed, ScriptedEncoder.Tone, 3),
            (ScriptedEncoder.StillGreen, ScriptedEncoder.Silence, 9),
            (ScriptedEncoder.MovingRed, ScriptedEncoder.Tone, 60));

        await Eventually.TrueAsync(() => Up(Zhanyi, "picture.black"), "the black picture is an alarm", Patience);
        Assert.That(Up(Zhanyi, "picture.frozen"), Is.False, "a black picture also counts as frozen");
        using var operators = host.Client("operator");
        var health = await operators.GetFromJsonAsync<JsonElement>("/api/v1/stages/zhanyi/health");
        var detail = health.GetProperty("alarmDetails").EnumerateArray().Single(alarm => alarm.GetProperty("code").GetString() == "picture.black");
        Assert.That(health.GetProperty("alarms").EnumerateArray().Select(code => code.GetString()), Does.Contain("picture.black"));
        Assert.That(detail.GetProperty("severity").GetString(), Is.EqualTo("critical"));
        Assert.That(detail.GetProperty("value").GetDouble(), Is.GreaterThan(detail.GetProperty("threshold").GetDouble()));

        var live = host.Services.GetRequiredService<LiveState>();
        await Eventually.TrueAsync(
            async () => await live.ReportAsync(Zhanyi) is { Report: { Live: true, Level: < -18 and > -24, Input: "push" } report } && report.Alarms.Any(alarm => alarm.Code == "picture.black"),
            "the control room gets the alarm");

        await Eventually.TrueAsync(() => Up(Gushi, "picture.frozen") && Up(Gushi, "audio.silent"), "the still picture and the silence are alarms", Patience);
        Assert.That(Up(Zhanyi, "audio.silent"), Is.False);
        await Eventually.TrueAsync(() => !alarms.All().Any(raised => IsOfThePicture(raised.Alarm)), "all is well again", Patience);

        bool Up(StageId stage, string code) => alarms.Of(stage).Any(alarm => alarm.Code == code);
    }

    private static bool IsOfThePicture(StageAlarm alarm) => alarm.Code is "picture.black" or "picture.frozen" or "audio.silent";
}
