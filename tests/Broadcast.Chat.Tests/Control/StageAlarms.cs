using System.Collections.Concurrent;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.State;
using Microsoft.AspNetCore.SignalR.Client;

namespace Broadcast.Chat.Tests.Control;

internal static class StageAlarms
{
    /// <summary>The codes of a stage's alarms as an operator hears them; gushi's when none is named, joined, each time they change.</summary>
    public static async Task<ConcurrentQueue<string>> HearAsync(ChatFestival festival, StageId? of = null)
    {
        var heard = new ConcurrentQueue<string>();
        var user = await festival.UserAsync(festival.OperatorToken);
        user.Connection.On<StageReports>("Stages", frame =>
        {
            foreach (var stage in frame.Stages.Where(stage => stage.Stage == (of ?? ChatFestival.Gushi)))
                heard.Enqueue(string.Join(' ', stage.Alarms.Select(alarm => alarm.Code)));
        });
        await user.Connection.InvokeAsync("WatchStages");
        return heard;
    }
}
